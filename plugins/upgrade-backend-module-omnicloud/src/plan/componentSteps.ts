import {
  ObjectRef,
  PlanStep,
  UndoStep,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  libraryStep,
  LibraryStepInput,
  PlanInput,
} from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import {
  DEPLOYED_COMPONENTS,
  DeployedComponentId,
  deploymentRef,
} from '../resources';
import { LIMITS_MS } from './limits';
import { PhaseId, RollbackPhaseId } from './phases';
import { inSequence, planStep, undoStep } from './planStep';
import { TemplateChange, templateChange } from './templateChange';
import { verifyOldVersion } from './verifySteps';

type WorkloadRef = LibraryStepInput<'wait-rollout'>['object'];

const PLACE: Record<
  DeployedComponentId,
  { phaseId: PhaseId; rollbackPhaseId: RollbackPhaseId }
> = {
  orchestrator: {
    phaseId: 'orchestrators',
    rollbackPhaseId: 'rollback-orchestrators',
  },
  director: { phaseId: 'directors', rollbackPhaseId: 'rollback-directors' },
  registry: { phaseId: 'services', rollbackPhaseId: 'rollback-services' },
  forge: { phaseId: 'services', rollbackPhaseId: 'rollback-services' },
};

/** Leadership must be held this long before it counts as stable; shorter where soaks are shorter. */
const MAX_LEADER_STABLE_MS = 30_000;

/** Brings one Deployment of the control chain to the target; nothing when it is there already. */
export function componentSteps(
  componentId: DeployedComponentId,
  input: PlanInput,
  facts: PlanFacts,
  before: readonly string[],
): PlanStep[] {
  const change = componentChange(componentId, input, facts);
  const running = input.inventory.components.find(
    ({ id }) => id === componentId,
  );
  if (
    !change ||
    !running ||
    (!change.patch && running.version === input.target.version)
  ) {
    return [];
  }
  return inSequence(stepsOf(componentId, input, change), before);
}

/** What the target changes in a component; undefined when the cluster doesn't have it. */
export function componentChange(
  componentId: string,
  { target }: Pick<PlanInput, 'target'>,
  { templates }: Pick<PlanFacts, 'templates'>,
): TemplateChange | undefined {
  const wanted = target.components.find(
    component => component.componentId === componentId,
  );
  const containers = templates[componentId];
  return wanted && containers && templateChange(containers, wanted);
}

function stepsOf(
  componentId: DeployedComponentId,
  input: PlanInput,
  change: TemplateChange,
): PlanStep[] {
  const { name, title } = DEPLOYED_COMPONENTS.find(
    ({ id }) => id === componentId,
  )!;
  const object = deploymentRef(name) as WorkloadRef;
  const { phaseId } = PLACE[componentId];
  const images = input.target.components.find(
    component => component.componentId === componentId,
  )!.images;
  const isLed = componentId === 'orchestrator';
  const undo = undoOf(componentId, input, change, object, title);
  return [
    ...(isLed && change.patch ? [leaderLast()] : []),
    ...(change.patch
      ? [
          planStep({
            id: `${componentId}/template`,
            phaseId,
            title: `Change the template of ${title.toLowerCase()} to ${input.target.version}`,
            ...libraryStep('patch-object', {
              object,
              patchType: 'strategic',
              patch: change.patch,
            }),
            subject: componentId,
            reversibility: 'revert',
            disruption: {
              level: 'brief',
              text: 'Its instances restart one after the other',
            },
            limitMs: LIMITS_MS.write,
            undo,
          }),
        ]
      : []),
    planStep({
      id: `${componentId}/rollout`,
      phaseId,
      title: `Roll ${title.toLowerCase()} out`,
      ...libraryStep('wait-rollout', { object, images }),
      subject: componentId,
      limitMs: LIMITS_MS.rollout,
    }),
    ...(isLed
      ? [
          planStep({
            id: 'orchestrator/leader',
            phaseId,
            title: 'Verify that leadership is stable',
            ...leaderStable(input),
            subject: componentId,
          }),
        ]
      : []),
  ];
}

/** Followers first, the leader last: leadership moves once, to an instance that is new already. */
function leaderLast(): PlanStep {
  return planStep({
    id: 'orchestrator/leader-last',
    phaseId: 'orchestrators',
    title: 'Have the leading orchestrator replaced last',
    kind: 'omnicloud-leader-last',
    input: {},
    subject: 'orchestrator',
    limitMs: LIMITS_MS.write,
  });
}

function leaderStable({
  strategy,
}: PlanInput): Pick<PlanStep, 'kind' | 'input' | 'limitMs'> {
  return {
    kind: 'omnicloud-wait-leader',
    input: { stableMs: Math.min(strategy.nodeSoakMs, MAX_LEADER_STABLE_MS) },
    limitMs: LIMITS_MS.leader,
  };
}

function undoOf(
  componentId: DeployedComponentId,
  input: PlanInput,
  change: TemplateChange,
  object: WorkloadRef,
  title: string,
): UndoStep[] {
  const phaseId = PLACE[componentId].rollbackPhaseId;
  const steps = [
    undoStep({
      id: `undo/${componentId}/template`,
      phaseId,
      title: `Restore the template of ${title.toLowerCase()}`,
      ...restoreTemplate(object),
      subject: componentId,
      disruption: {
        level: 'brief',
        text: 'Its instances restart one after the other',
      },
    }),
    undoStep({
      id: `undo/${componentId}/rollout`,
      phaseId,
      title: `Roll ${title.toLowerCase()} back`,
      ...libraryStep('wait-rollout', { object, images: change.imagesBefore }),
      subject: componentId,
      limitMs: LIMITS_MS.rollout,
    }),
  ];
  const leader =
    componentId === 'orchestrator'
      ? [
          undoStep({
            id: 'undo/orchestrator/leader',
            phaseId,
            title: 'Verify that leadership is stable',
            ...leaderStable(input),
            subject: componentId,
          }),
        ]
      : [];
  return [...steps, ...leader, verifyOldVersion(input)];
}

/** Puts a workload's template back as the snapshot has it. */
export function restoreTemplate(
  object: ObjectRef,
): Pick<UndoStep, 'kind' | 'input' | 'limitMs'> {
  return {
    ...libraryStep('restore-object', { object, pointers: ['/spec/template'] }),
    limitMs: LIMITS_MS.write,
  };
}

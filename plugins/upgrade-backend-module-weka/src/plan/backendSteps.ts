import {
  ComponentInfo,
  PlanStep,
  UndoStep,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ANNOTATION_PAUSED_BY,
  libraryStep,
  PlanInput,
} from '@cluster-upgrade/plugin-upgrade-node';
import { WekaPlanFacts } from './planFacts';
import {
  blankStep,
  CONTAINER_LIMIT_MS,
  DATA_LIMIT_MS,
  FORWARD_ONLY,
  imageFor,
  STALL_MS,
  WRITE_LIMIT_MS,
} from './planSteps';

const PHASES = [
  { phaseId: 'drives', modes: ['drive'], title: 'drive containers' },
  { phaseId: 'compute', modes: ['compute'], title: 'compute containers' },
  { phaseId: 'frontends', modes: ['s3', 'nfs'], title: 'frontends' },
];

/** Whether the storage cluster has anything to do; only its clients may lag behind. */
export function hasBackendWork(
  backends: readonly ComponentInfo[],
  { inventory, target }: Pick<PlanInput, 'inventory' | 'target'>,
): boolean {
  return (
    backends.length > 0 &&
    (inventory.partWay !== undefined ||
      backends.some(({ version }) => version !== target.version))
  );
}

/** The trigger, then one step for each phase of the operator, then its end. */
export function backendSteps(
  backends: readonly ComponentInfo[],
  input: PlanInput,
  facts: WekaPlanFacts,
): PlanStep[] {
  const image = imageFor(backends[0], input);
  return [
    triggerStep(backends[0], image, input, facts),
    ...PHASES.flatMap(phase => awaitSteps(phase, backends, image, input)),
    finalizeStep(backends[0], image, input),
    settleStep(backends[0]),
  ];
}

function awaitSteps(
  { phaseId, modes, title }: (typeof PHASES)[number],
  backends: readonly ComponentInfo[],
  image: string,
  { target }: PlanInput,
): PlanStep[] {
  const { namespace = '', name } = backends[0].object;
  const members = backends.filter(({ id }) => modes.includes(id));
  const containers = members.reduce((sum, { desired }) => sum + desired, 0);
  return members.length === 0
    ? []
    : [
        {
          ...blankStep,
          id: `${phaseId}/await`,
          phaseId,
          title: `The operator brings ${containers} ${title} to ${target.version}`,
          kind: 'weka-await-containers',
          input: {
            namespace,
            cluster: name,
            modes,
            image,
            title,
            stallMs: STALL_MS,
          },
          subject: members[0].id,
          reversibility: 'forward-only',
          disruption: {
            level: 'brief',
            text: 'one container at a time; data stays protected',
          },
          limitMs: CONTAINER_LIMIT_MS * Math.max(containers, 1),
          pausing: { kind: 'held' },
        },
      ];
}

function finalizeStep(
  { object }: ComponentInfo,
  image: string,
  { target }: PlanInput,
): PlanStep {
  return {
    ...blankStep,
    id: 'finalize/applied',
    phaseId: 'finalize',
    title: `The storage cluster reports ${target.version}`,
    ...libraryStep('wait-condition', {
      object: { ...object, plural: 'wekaclusters' },
      until: { pointer: '/status/lastAppliedImage', equals: image },
      isGenerationChecked: false,
      title: `the storage cluster reports ${target.version} as applied`,
      stallRemedy: "Look at the Weka operator's log and at 'weka status'.",
      waitKind: 'operator-gate',
    }),
    reversibility: 'forward-only',
    limitMs: CONTAINER_LIMIT_MS,
    pausing: {
      kind: 'finished-first',
      why: 'every container runs the new version already and the Weka operator ends the upgrade in one go',
    },
  };
}

/** Weka goes on moving data after its last container: clients are left alone until it says that it is done. */
function settleStep({ object }: ComponentInfo): PlanStep {
  return {
    ...blankStep,
    id: 'finalize/settled',
    phaseId: 'finalize',
    title: 'The data of the storage cluster is in place',
    ...libraryStep('wait-condition', {
      object: { ...object, plural: 'wekaclusters' },
      until: { pointer: '/status/stats/clusterStatus', equals: 'OK' },
      isGenerationChecked: false,
      title: 'the storage cluster reports OK, after the upgrade has moved data',
      stallRemedy: "Look at 'weka status' and 'weka alerts'.",
      unblocks: 'nobody-needed',
    }),
    limitMs: DATA_LIMIT_MS,
    pausing: {
      kind: 'finished-first',
      why: 'nothing is begun in it: Weka puts its data in place by itself',
    },
  };
}

/** A pause that an upgrade of the portal left behind is taken over, and ends with the same write. */
function triggerStep(
  { object }: ComponentInfo,
  image: string,
  { inventory, target }: PlanInput,
  { pausedBy }: WekaPlanFacts,
): PlanStep {
  const { name } = object;
  const isPauseTaken = pausedBy === 'portal';
  return {
    ...blankStep,
    id: 'drives/trigger',
    phaseId: 'drives',
    title: inventory.partWay
      ? `Let the operator finish ${target.version} on the WekaCluster ${name}`
      : `Ask for ${image} on the WekaCluster ${name}`,
    ...libraryStep('patch-object', {
      object: { ...object, plural: 'wekaclusters' },
      patch: {
        ...(isPauseTaken && {
          metadata: { annotations: { [ANNOTATION_PAUSED_BY]: null } },
        }),
        spec: {
          image,
          ...(isPauseTaken && { overrides: { upgradePaused: null } }),
        },
      },
      isVersionChecked: true,
    }),
    subject: 'drive',
    reversibility: 'revert-until-applied',
    disruption: { level: 'brief', text: FORWARD_ONLY },
    limitMs: WRITE_LIMIT_MS,
    undo: triggerUndo(object, image),
  };
}

function triggerUndo(
  { namespace = '', name }: ComponentInfo['object'],
  image: string,
): UndoStep[] {
  return [
    {
      id: 'back/operator',
      phaseId: 'back-backends',
      title: `Keep the Weka operator of ${name} paused`,
      kind: 'weka-stop-operator',
      input: { namespace, cluster: name, image },
      subject: 'drive',
      limitMs: WRITE_LIMIT_MS,
      disruption: { level: 'none', text: 'none' },
      when: 'always',
    },
    {
      id: 'back/cluster-image',
      phaseId: 'back-backends',
      title: `Take the image of ${name} back, or stop where it is`,
      kind: 'weka-revert-image',
      input: { namespace, cluster: name, image },
      subject: 'drive',
      limitMs: WRITE_LIMIT_MS,
      disruption: { level: 'none', text: FORWARD_ONLY },
      when: 'rollback',
    },
  ];
}

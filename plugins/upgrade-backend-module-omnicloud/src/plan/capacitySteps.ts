import { PlanStep, UndoStep } from '@cluster-upgrade/plugin-upgrade-common';
import { libraryStep, PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import {
  CAPACITY_CONFIG_MAP,
  LABEL_SPARE,
  OMNI_NAMESPACE,
  SPARE_NODES_KEY,
} from '../resources';
import { ScalableRef, workloadsOf } from './applicationInputs';
import { LIMITS_MS, retireLimitMs } from './limits';
import { inSequence, planStep, undoStep } from './planStep';
import { ScaledApplication } from '../strategy/scaleDown';

/** Temporary nodes are there, and applications are as small as the strategy wants them. */
export function capacitySteps(
  input: PlanInput,
  facts: PlanFacts,
  scaled: readonly ScaledApplication[],
): PlanStep[] {
  const scale = scaled.map(scaleStep);
  const verify =
    scaled.length === 0 ? [] : [verifyReducedLoad(input, scaled, scale)];
  return [...inSequence(spareSteps(input, facts), []), ...scale, ...verify];
}

/** Temporary nodes that this plan adds. */
export function addedSpareNodes({ strategy }: PlanInput): number {
  return strategy.kind === 'scale-down' ? 0 : strategy.spareNodes;
}

function spareSteps(input: PlanInput, facts: PlanFacts): PlanStep[] {
  const added = addedSpareNodes(input);
  if (added === 0) {
    return [];
  }
  const before = Number(facts.spareNodes ?? 0);
  const nodes = added === 1 ? '1 spare node' : `${added} spare nodes`;
  return [
    planStep({
      id: 'capacity/request',
      phaseId: 'capacity',
      title: `Ask the directors for ${nodes}`,
      ...libraryStep('set-config-data', {
        namespace: OMNI_NAMESPACE,
        name: CAPACITY_CONFIG_MAP,
        data: { [SPARE_NODES_KEY]: String(before + added) },
      }),
      subject: 'capacity',
      reversibility: 'revert',
      limitMs: LIMITS_MS.write,
      undo: [returnSpareNodes(input, facts)],
    }),
    planStep({
      id: 'capacity/ready',
      phaseId: 'capacity',
      title: `Wait until ${nodes} can take applications`,
      ...libraryStep('wait-capacity', {
        nodeSelector: `${LABEL_SPARE}=true`,
        nodes: before + added,
      }),
      subject: 'capacity',
      limitMs: LIMITS_MS.spareNodes,
    }),
  ];
}

/** Empties the added nodes and gives them back; those that were there before stay. */
export function retireSpareNodes(
  input: PlanInput,
  facts: PlanFacts,
): Pick<PlanStep, 'kind' | 'input' | 'limitMs' | 'disruption'> {
  return {
    kind: 'omnicloud-retire-spare-nodes',
    input: {
      keep: input.inventory.nodes
        .filter(node => node.isSpare)
        .map(node => node.name)
        .sort(),
      spareNodes: facts.spareNodes ?? '0',
    },
    limitMs: retireLimitMs(
      addedSpareNodes(input),
      input.strategy.drainTimeoutMs,
    ),
    disruption: {
      level: 'moves-pods',
      text: 'Pods on the spare nodes move back',
    },
  };
}

function returnSpareNodes(input: PlanInput, facts: PlanFacts): UndoStep {
  return undoStep({
    id: 'undo/spare-nodes',
    phaseId: 'return-capacity',
    title: 'Empty and remove the spare nodes',
    ...retireSpareNodes(input, facts),
    subject: 'capacity',
    when: 'always',
  });
}

function scaleStep({ application, replicas }: ScaledApplication): PlanStep {
  const object = application.object as ScalableRef;
  return planStep({
    id: `scale/${application.id}`,
    phaseId: 'capacity',
    title: `Scale ${application.id} from ${application.desired} to ${replicas}`,
    ...libraryStep('scale-workload', { object, replicas }),
    subject: application.id,
    reversibility: 'revert',
    disruption: {
      level: 'brief',
      text: `${application.desired - replicas} of ${application.desired} instances less until the end`,
    },
    limitMs: LIMITS_MS.scale,
    undo: [
      undoStep({
        id: `undo/scale/${application.id}`,
        phaseId: 'return-capacity',
        title: `Scale ${application.id} back`,
        ...libraryStep('restore-scale', { object }),
        subject: application.id,
        limitMs: LIMITS_MS.scale,
        when: 'always',
      }),
    ],
  });
}

function verifyReducedLoad(
  { inventory }: PlanInput,
  scaled: readonly ScaledApplication[],
  scaleSteps: readonly PlanStep[],
): PlanStep {
  return planStep({
    id: 'capacity/verify',
    phaseId: 'capacity',
    title: 'Verify that the applications work with fewer instances',
    ...libraryStep('wait-applications', {
      applications: workloadsOf(inventory.applications, scaled),
    }),
    limitMs: LIMITS_MS.applications,
    dependsOn: scaleSteps.map(({ id }) => id),
  });
}

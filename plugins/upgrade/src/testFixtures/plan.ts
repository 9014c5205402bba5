import {
  PlanStep,
  Strategy,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

export const CLUSTER_REF = 'resource:default/prod-eu';

export const STRATEGY: Strategy = {
  kind: 'capacity-first',
  spareNodes: 1,
  scaleDownPercent: 0,
  maxUnavailableNodes: 1,
  drainTimeoutMs: 15 * 60_000,
  nodeSoakMs: 30_000,
  finalSoakMs: 60_000,
};

const NODE_STEPS = ['cordon', 'drain', 'agent', 'verify', 'uncordon'] as const;

/** A plan as a driver compiles it: control plane, then the nodes one lane each, then a soak. */
export function planOf(nodeCount: number): UpgradePlan {
  const nodes = Array.from({ length: nodeCount }, (_, i) => `w-${i + 1}`);
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: CLUSTER_REF,
    platform: 'omnicloud',
    fromVersion: '4.1.0',
    toVersion: '4.2.0',
    path: ['4.2.0'],
    strategy: STRATEGY,
    thresholds: [],
    phases: [
      { id: 'control', title: 'Control plane' },
      { id: 'nodes', title: 'Nodes' },
      { id: 'soak', title: 'Soak' },
    ],
    steps: [
      step({ id: 'orchestrator', phaseId: 'control', subject: 'orchestrator' }),
      ...nodes.flatMap(nodeSteps),
      step({ id: 'final-soak', phaseId: 'soak' }),
    ],
    laneLimits: { nodes: 1 },
    snapshot: [],
    rollbackPhases: [{ id: 'nodes', title: 'Nodes' }],
    changes: [],
  };
}

function nodeSteps(node: string): PlanStep[] {
  return NODE_STEPS.map((part, index) =>
    step({
      id: `${node}/${part}`,
      phaseId: 'nodes',
      title: `${part} ${node}`,
      subject: node,
      lane: { id: `node/${node}`, group: 'nodes' },
      dependsOn:
        index === 0 ? ['orchestrator'] : [`${node}/${NODE_STEPS[index - 1]}`],
    }),
  );
}

export function step(
  given: Partial<PlanStep> & Pick<PlanStep, 'id' | 'phaseId'>,
): PlanStep {
  return {
    title: given.id,
    kind: 'test',
    input: {},
    dependsOn: [],
    reversibility: 'revert',
    disruption: { level: 'none', text: 'none' },
    limitMs: 15 * 60_000,
    undo: [],
    ...given,
  };
}

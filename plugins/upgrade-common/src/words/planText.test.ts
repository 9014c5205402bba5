import { PlanStep, UndoStep, UpgradePlan } from '../model/plan';
import { planText, strategyText } from './planText';

const none = { level: 'none', text: 'None' } as const;

function undo(id: string, when: UndoStep['when']): UndoStep {
  return {
    id,
    phaseId: 'back',
    title: `Take back ${id}`,
    kind: 'soak',
    input: {},
    limitMs: 1000,
    disruption: none,
    when,
  };
}

function step(id: string, change: Partial<PlanStep> = {}): PlanStep {
  return {
    id,
    phaseId: 'nodes',
    title: `Do ${id}`,
    kind: 'soak',
    input: {},
    dependsOn: [],
    reversibility: 'revert',
    disruption: none,
    limitMs: 60_000,
    undo: [],
    ...change,
  };
}

const lane = { id: 'node/w-1', group: 'nodes' };

const plan: UpgradePlan = {
  schemaVersion: 1,
  kind: 'upgrade',
  clusterRef: 'resource:default/prod',
  platform: 'omnicloud',
  fromVersion: 'v1',
  toVersion: 'v2',
  path: ['v2'],
  strategy: {
    kind: 'hybrid',
    spareNodes: 2,
    scaleDownPercent: 25,
    maxUnavailableNodes: 1,
    drainTimeoutMs: 1,
    nodeSoakMs: 1,
    finalSoakMs: 1,
  },
  thresholds: [],
  phases: [{ id: 'nodes', title: 'Upgrade nodes' }],
  steps: [
    step('a', { undo: [undo('undo/a', 'rollback')] }),
    step('b', {
      lane,
      dependsOn: ['a'],
      disruption: { level: 'moves-pods', text: '3 pods move' },
      undo: [undo('undo/b', 'always'), undo('undo/a', 'rollback')],
    }),
    step('c', { lane, dependsOn: ['a'] }),
  ],
  laneLimits: { nodes: 2 },
  snapshot: [],
  rollbackPhases: [
    { id: 'back', title: 'Take nodes back' },
    { id: 'unused', title: 'Never shown' },
  ],
  changes: [
    {
      action: 'update',
      object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'c' },
      fields: [
        { kind: 'data', name: 'x', from: '1', to: '2' },
        { kind: 'env', name: 'y', from: '1' },
        { kind: 'env', name: 'z', to: '2' },
      ],
      reversibility: 'revert',
      disruption: none,
    },
    {
      action: 'unchanged',
      object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'd' },
      fields: [],
      reversibility: 'nothing-to-revert',
      disruption: none,
    },
  ],
};

describe('planText', () => {
  it('tells changes, steps with limit, order, disruption and lane, and the way back', () => {
    expect(planText(plan)).toBe(`omnicloud v1 to v2 on prod
hybrid: 2 spare nodes, applications 25 % smaller, 1 node at a time

Changes
  ~ ConfigMap c
      data x: 1 -> 2
      env y: 1 -> (removed)
      env z: (absent) -> 2
  = ConfigMap d

1. Upgrade nodes
   a: Do a (up to 1 min)
      back: undo/a
   [node/w-1, at most 2 of nodes at once]
   b: Do b (up to 1 min)
      moves-pods: 3 pods move
      back, in every outcome: undo/b
      back: undo/a
   c: Do c (up to 1 min)
      after a

Way back
  Take nodes back
    undo/a: Take back undo/a
    undo/b: Take back undo/b
`);
  });

  it.each([
    [undefined, ''],
    [0, ''],
    ['0%', ''],
    [1, ', goes round 1 failed node at most'],
    ['10%', ', goes round failed nodes up to 10 %'],
  ])('says what failed nodes come to: %s', (maxFailedNodes, text) => {
    expect(strategyText({ ...plan.strategy, maxFailedNodes })).toBe(
      `hybrid: 2 spare nodes, applications 25 % smaller, 1 node at a time${text}`,
    );
  });
});

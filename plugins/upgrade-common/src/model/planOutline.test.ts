import { PlanStep, UpgradePlan } from './plan';
import { outlinePlan } from './planOutline';

const disruption = { level: 'none', text: 'none' } as const;

const step: PlanStep = {
  id: 'node/w-1/cordon',
  phaseId: 'nodes',
  title: 'Cordon w-1',
  kind: 'cordon-node',
  input: { node: 'w-1' },
  dependsOn: ['node/w-0/soak'],
  lane: { id: 'node/w-1', group: 'nodes' },
  subject: 'w-1',
  reversibility: 'revert',
  disruption,
  limitMs: 1000,
  undo: [
    {
      id: 'undo/node/w-1/uncordon',
      phaseId: 'rollback-nodes',
      title: 'Uncordon w-1',
      kind: 'restore-cordon',
      input: { node: 'w-1' },
      limitMs: 1000,
      disruption,
      when: 'always',
    },
  ],
};

const plan = {
  kind: 'upgrade',
  phases: [{ id: 'nodes', title: 'Nodes' }],
  laneLimits: { nodes: 3 },
  changes: [],
  steps: [step],
  snapshot: [
    {
      object: { apiVersion: 'v1', kind: 'Node', name: 'w-1' },
      pointers: ['/spec/taints'],
    },
    {
      object: { apiVersion: 'v1', kind: 'Node', name: 'w-1' },
      pointers: ['/spec/unschedulable'],
    },
  ],
  targets: [{ id: 'node/w-1', name: 'w-1', kind: 'node' }],
} as unknown as UpgradePlan;

describe('outlinePlan', () => {
  it('keeps what is drawn, and no input of any step', () => {
    expect(outlinePlan(plan)).toEqual({
      kind: 'upgrade',
      phases: [{ id: 'nodes', title: 'Nodes' }],
      laneLimits: { nodes: 3 },
      targets: [{ id: 'node/w-1', name: 'w-1', kind: 'node' }],
      changes: [],
      savedObjects: 1,
      steps: [
        {
          id: 'node/w-1/cordon',
          phaseId: 'nodes',
          title: 'Cordon w-1',
          lane: { id: 'node/w-1', group: 'nodes' },
          subject: 'w-1',
          reversibility: 'revert',
          limitMs: 1000,
          undo: [
            {
              id: 'undo/node/w-1/uncordon',
              title: 'Uncordon w-1',
              when: 'always',
            },
          ],
        },
      ],
    });
  });
});

import { JsonObject } from '@backstage/types';
import { KubeObject } from '../../ports/KubeObject';
import {
  buildBudget,
  buildNode,
  buildPod,
} from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideDrain, DrainAction } from './decideDrain';
import { drainNode } from './drainNode';
import { budgetOf } from './podDisruption';

interface World {
  node?: KubeObject;
  pods?: KubeObject[];
  budgets?: KubeObject[];
  daemonSets?: string[];
  input?: JsonObject;
  nowMs?: number;
}

function decide({ pods = [], budgets = [], daemonSets = [], ...rest }: World) {
  return decideDrain(
    deepFreeze({
      node: 'node' in rest ? rest.node : buildNode('w-1', { isCordoned: true }),
      pods,
      budgets: budgets.map(budgetOf),
      daemonSets,
    }),
    decisionFacts(
      drainNode,
      { node: 'w-1', ...rest.input },
      rest.nowMs === undefined ? {} : { nowMs: rest.nowMs },
    ),
  );
}

function evicted(world: World): string[] {
  const decision = decide(world);
  const action = (decision as { action?: DrainAction }).action;
  return action?.kind === 'evict' ? action.pods.map(({ name }) => name) : [];
}

const terminating = (name: string, deletionTimestamp: string) =>
  buildPod(name, { metadata: { deletionTimestamp } });
const ofDaemonSet = buildPod('agent-1', { owner: 'DaemonSet/agent' });
const mirror = buildPod('etcd-w-1', {
  owner: 'Node/w-1',
  metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } },
});
const unmanaged = buildPod('by-hand', { owner: 'none' });
const withData = buildPod('cache', {
  spec: { volumes: [{ name: 'scratch', emptyDir: {} }] },
});
const inMemory = buildPod('mesh', {
  spec: { volumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }] },
});
const ofJob = buildPod('import-1', { owner: 'Job/import' });

describe('drain-node', () => {
  it.each<[string, World, string]>([
    ['is done when nothing is left', {}, 'finish node-drained'],
    ['is done with a node that left', { node: undefined }, 'finish node-gone'],
    ['evicts', { pods: [buildPod('a')] }, 'act evict-pods'],
    [
      'leaves pods of the kubelet and of DaemonSets',
      { pods: [mirror, ofDaemonSet], daemonSets: ['shop/agent'] },
      'finish node-drained',
    ],
    [
      'refuses a pod whose DaemonSet is gone',
      { pods: [ofDaemonSet] },
      'fail error drain-would-lose',
    ],
    [
      'evicts it when the plan allows that',
      { pods: [ofDaemonSet], input: { unmanagedPods: 'evict' } },
      'act evict-pods',
    ],
    [
      'refuses unmanaged pods',
      { pods: [unmanaged] },
      'fail error drain-would-lose',
    ],
    [
      'evicts unmanaged pods when the plan allows that',
      { pods: [unmanaged], input: { unmanagedPods: 'evict' } },
      'act evict-pods',
    ],
    ['refuses local data', { pods: [withData] }, 'fail error drain-would-lose'],
    [
      'evicts local data when the plan allows that',
      { pods: [withData], input: { emptyDirPods: 'evict' } },
      'act evict-pods',
    ],
    [
      'does not mind scratch space in memory',
      { pods: [inMemory] },
      'act evict-pods',
    ],
    [
      'leaves finished pods where they are',
      { pods: [buildPod('done', { status: { phase: 'Succeeded' } })] },
      'finish node-drained',
    ],
    ['evicts pods of Jobs', { pods: [ofJob] }, 'act evict-pods'],
    [
      'lets Jobs finish when the plan says so',
      { pods: [ofJob], input: { jobPods: 'wait-until-finished' } },
      'wait applications job-runs',
    ],
    [
      'cordons again what someone uncordoned',
      { node: buildNode('w-1'), pods: [buildPod('a')] },
      'act cordon-node-again',
    ],
    [
      'waits for pods that are ending',
      { pods: [terminating('a', '1970-01-01T00:01:30Z')] },
      'wait pod-termination pods-terminating',
    ],
    [
      'says that a pod should have ended',
      { pods: [terminating('a', '1970-01-01T00:00:30Z')], nowMs: 100_000 },
      'wait pod-termination pod-termination-overdue',
    ],
    [
      'says that nobody can confirm the end on a lost node',
      {
        node: buildNode('w-1', { isCordoned: true, isReady: false }),
        pods: [terminating('a', '1970-01-01T00:00:30Z')],
        nowMs: 100_000,
      },
      'wait pod-termination kubelet-unreachable',
    ],
    [
      'waits for a budget',
      { pods: [buildPod('a')], budgets: [buildBudget('b')] },
      'wait budget budget-allows-none',
    ],
    [
      'says that a budget can never allow it',
      {
        pods: [buildPod('a')],
        budgets: [buildBudget('b', { ready: 4, needed: 4, expected: 4 })],
      },
      'wait budget budget-never-allows',
    ],
    [
      'evicts what a budget allows',
      { pods: [buildPod('a')], budgets: [buildBudget('b', { allowed: 1 })] },
      'act evict-pods',
    ],
    [
      'asks no budget of another application',
      { pods: [buildPod('a')], budgets: [buildBudget('b', { app: 'other' })] },
      'act evict-pods',
    ],
    [
      'asks no budget of another namespace',
      {
        pods: [buildPod('a')],
        budgets: [buildBudget('b', { namespace: 'other' })],
      },
      'act evict-pods',
    ],
    [
      'asks no budget for a pod that has not begun',
      {
        pods: [buildPod('a', { isReady: false, status: { phase: 'Pending' } })],
        budgets: [buildBudget('b')],
      },
      'act evict-pods',
    ],
    [
      'evicts an unready pod when the others are enough',
      {
        pods: [buildPod('a', { isReady: false })],
        budgets: [buildBudget('b', { ready: 3, needed: 3 })],
      },
      'act evict-pods',
    ],
    [
      'keeps an unready pod when the others are too few',
      {
        pods: [buildPod('a', { isReady: false })],
        budgets: [buildBudget('b', { ready: 2, needed: 3 })],
      },
      'wait budget budget-allows-none',
    ],
    [
      'evicts it when the budget counts only ready pods',
      {
        pods: [buildPod('a', { isReady: false })],
        budgets: [
          buildBudget('b', {
            ready: 2,
            needed: 3,
            spec: {
              selector: { matchLabels: { app: 'checkout' } },
              unhealthyPodEvictionPolicy: 'AlwaysAllow',
            },
          }),
        ],
      },
      'act evict-pods',
    ],
    [
      'ends on two budgets for one pod',
      {
        pods: [buildPod('a')],
        budgets: [buildBudget('b', { allowed: 1 }), buildBudget('c')],
      },
      'fail error several-budgets',
    ],
  ])('%s', (_, world, expected) => {
    expect(decisionText(decide(world))).toBe(expected);
  });

  it('moves nothing when anything would be lost', () => {
    expect(evicted({ pods: [buildPod('a'), unmanaged] })).toEqual([]);
    expect(decide({ pods: [buildPod('a'), unmanaged] })).toMatchObject({
      failure: {
        cause: { text: expect.stringContaining('shop/by-hand: no controller') },
      },
    });
  });

  it('takes no more from a budget in one pass than it allows', () => {
    expect(
      evicted({
        pods: ['a', 'b', 'c'].map(name => buildPod(name)),
        budgets: [buildBudget('b', { allowed: 2 })],
      }),
    ).toEqual(['a', 'b']);
  });

  it('goes on with other applications while one is held', () => {
    expect(
      evicted({
        pods: [buildPod('a'), buildPod('z', { labels: { app: 'free' } })],
        budgets: [buildBudget('b')],
      }),
    ).toEqual(['z']);
  });

  it('evicts a few per pass, those of lower priority first', () => {
    const pods = [1000, 0, -1].map((priority, index) =>
      buildPod(`p-${index}`, { spec: { priority } }),
    );
    expect(evicted({ pods, input: { podsPerPass: 2 } })).toEqual([
      'p-2',
      'p-1',
    ]);
  });

  it('names each pod by its uid, so that a successor of the same name stays', () => {
    expect(decide({ pods: [buildPod('a')] })).toMatchObject({
      action: { pods: [{ namespace: 'shop', name: 'a', uid: 'uid-of-a' }] },
    });
  });

  it('explains a budget in its own figures, and whom to ask', () => {
    const decision = decide({
      pods: [buildPod('a')],
      budgets: [buildBudget('checkout', { needed: 3, ready: 2, expected: 4 })],
    });
    expect(decision).toMatchObject({
      wait: {
        object: { kind: 'PodDisruptionBudget', name: 'checkout' },
        why: {
          params: { needed: 3, ready: 2, expected: 4 },
          text: "shop/checkout's budget blocks evicting pod a: it needs 3 ready and has 2 of 4",
        },
        unblocks: { kind: 'application-owner', ref: 'shop/checkout' },
        atLimit: 'fail-step',
      },
    });
  });

  it('shows the budget first that needs a person', () => {
    const decision = decide({
      pods: [buildPod('a'), buildPod('z', { labels: { app: 'strict' } })],
      budgets: [
        buildBudget('soft'),
        buildBudget('strict', {
          app: 'strict',
          ready: 2,
          needed: 2,
          expected: 2,
        }),
      ],
    });
    expect(decision).toMatchObject({ wait: { object: { name: 'strict' } } });
  });

  it('does not accept to kill pods', () => {
    expect(() =>
      drainNode.parseInput({ node: 'w-1', gracePeriodSeconds: 0 }),
    ).toThrow("Input of step kind 'drain-node' is not valid");
  });
});

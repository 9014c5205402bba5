import {
  NOW_MS,
  nodeWith,
  NodeTraits,
  podWith,
  timeAgo,
} from '../../testUtils/objects';
import { wordedWrites } from '../../testUtils/wordedWrites';
import { Pod } from '../../objects/Pod';
import { Toleration } from '../../objects/taints';
import { reconcileNode } from './reconcileNode';

const look = (
  traits: NodeTraits,
  pods: Pod[] = [],
  { silentMs = 1_000, isAnyNodeReady = true } = {},
) =>
  reconcileNode({
    node: nodeWith('a', traits),
    pods,
    lastSeenMs: NOW_MS - silentMs,
    gracePeriodMs: 50_000,
    isAnyNodeReady,
    nowMs: NOW_MS,
  });

const taintsOf = (outcome: ReturnType<typeof look>) => {
  const patch = outcome.writes.find(
    write => write.verb === 'patch' && write.key.name === 'a',
  );
  return patch?.verb === 'patch'
    ? ((patch.body as any).spec?.taints ?? []).map(
        (taint: any) => `${taint.key}:${taint.effect}`,
      )
    : 'unchanged';
};

const patient = (seconds?: number): Toleration[] => [
  {
    key: 'node.kubernetes.io/unreachable',
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: seconds,
  },
];

const unreachable = (seconds: number) => ({
  ready: 'Unknown' as const,
  taints: [
    { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' as const },
    {
      key: 'node.kubernetes.io/unreachable',
      effect: 'NoExecute' as const,
      timeAdded: timeAgo(seconds),
    },
  ],
});

describe('reconcileNode', () => {
  it.each<[string, NodeTraits, string[] | 'unchanged']>([
    ['a healthy node gets none', {}, 'unchanged'],
    [
      'a cordoned node',
      { isCordoned: true },
      ['node.kubernetes.io/unschedulable:NoSchedule'],
    ],
    [
      'an uncordoned node loses it',
      {
        taints: [
          { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
        ],
      },
      [],
    ],
    [
      'a node that is not ready',
      { ready: 'False' },
      [
        'node.kubernetes.io/not-ready:NoSchedule',
        'node.kubernetes.io/not-ready:NoExecute',
      ],
    ],
    [
      "people's own taints stay",
      { isCordoned: true, taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      ['gpu:NoSchedule', 'node.kubernetes.io/unschedulable:NoSchedule'],
    ],
  ])('taints: %s', (_title, traits, expected) => {
    expect(taintsOf(look(traits))).toEqual(expected);
  });

  it('turns the conditions of a silent node Unknown, and looks again before that', () => {
    expect(look({}).requeueAfterMs).toBe(49_000);
    const [write] = look({}, [], { silentMs: 50_000 }).writes;
    expect(
      write.verb === 'patch' && (write.body as any).status.conditions,
    ).toContainEqual(
      expect.objectContaining({
        type: 'Ready',
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
      }),
    );
  });

  it('marks the pods of a node that does not answer as not ready', () => {
    const outcome = look(unreachable(1), [
      podWith({ name: 'x', spec: { tolerations: patient(300) } }),
    ]);
    expect(wordedWrites(outcome.writes)).toEqual(['patch status of x']);
  });

  it.each<[string, Toleration[], string[], number | undefined]>([
    [
      'at once without patience',
      [],
      ['patch status of x', 'delete Pod x'],
      undefined,
    ],
    ['later with patience', patient(120), [], 20_000],
    [
      'now that its patience is over',
      patient(100),
      ['patch status of x', 'delete Pod x'],
      undefined,
    ],
    ['never with endless patience', patient(), [], undefined],
  ])('sends a pod away %s', (_title, tolerations, expected, againInMs) => {
    const pod = podWith({ name: 'x', isReady: false, spec: { tolerations } });
    const outcome = look(unreachable(100), [pod]);
    expect(wordedWrites(outcome.writes)).toEqual(expected);
    // The node's own silence is looked at again after 49 s.
    expect(outcome.requeueAfterMs).toBe(
      Math.min(againInMs ?? Infinity, 49_000),
    );
  });

  it('sends nobody away when no node answers at all', () => {
    expect(
      taintsOf(look({ ready: 'False' }, [], { isAnyNodeReady: false })),
    ).toEqual(['node.kubernetes.io/not-ready:NoSchedule']);
  });
});

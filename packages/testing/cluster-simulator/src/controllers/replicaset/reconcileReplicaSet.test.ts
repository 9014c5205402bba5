import { NOW_MS, objectWith, podWith } from '../../testUtils/objects';
import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '../../testUtils/wordedWrites';
import { rankForDeletion } from './rankForDeletion';
import { reconcileReplicaSet, ReplicaSet } from './reconcileReplicaSet';

const replicaSet = (spec: object = {}): ReplicaSet =>
  objectWith('ReplicaSet', 'web', {
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'main', image: 'web:1' }] },
      },
      ...spec,
    },
  }) as ReplicaSet;

describe('reconcileReplicaSet', () => {
  it.each([
    ['creates what is missing', ['a'], ['create Pod web-*']],
    ['leaves the right number alone', ['a', 'b'], []],
    ['deletes what is too much', ['a', 'b', 'c'], ['delete Pod a']],
  ])('%s', (_title, names, expected) => {
    const pods = names.map(name => podWith({ name, node: `node-${name}` }));
    const { writes } = reconcileReplicaSet(replicaSet(), pods, NOW_MS);
    expect(wordedWrites(withoutStatus(writes))).toEqual(expected);
  });

  it('does not count pods that finished or are on their way out', () => {
    const pods = [
      podWith({ name: 'a', phase: 'Failed' }),
      podWith({ name: 'b', isStopping: true }),
    ];
    const { writes } = reconcileReplicaSet(replicaSet(), pods, NOW_MS);
    expect(wordedWrites(withoutStatus(writes))).toEqual([
      'create Pod web-*',
      'create Pod web-*',
    ]);
    expect(patchedStatus(writes)).toMatchObject({
      replicas: 0,
      terminatingReplicas: 1,
    });
  });

  it('counts a pod as available after minReadySeconds, and looks again then', () => {
    const pods = [
      podWith({ name: 'a', readySeconds: 20 }),
      podWith({ name: 'b', readySeconds: 4 }),
    ];
    const outcome = reconcileReplicaSet(
      replicaSet({ minReadySeconds: 10 }),
      pods,
      NOW_MS,
    );
    expect(patchedStatus(outcome.writes)).toMatchObject({
      readyReplicas: 2,
      availableReplicas: 1,
    });
    expect(outcome.requeueAfterMs).toBe(6_000);
  });

  it('leaves pods to the garbage collector while it is being deleted', () => {
    const leaving = replicaSet();
    leaving.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    const { writes } = reconcileReplicaSet(leaving, [], NOW_MS);
    expect(withoutStatus(writes)).toEqual([]);
  });
});

describe('rankForDeletion', () => {
  it.each([
    [
      'without a node',
      podWith({ name: 'x' }),
      podWith({ name: 'y', node: 'n' }),
    ],
    [
      'pending',
      podWith({ name: 'x', node: 'm', phase: 'Pending' }),
      podWith({ name: 'y', node: 'n' }),
    ],
    [
      'unready',
      podWith({ name: 'x', node: 'm', isReady: false }),
      podWith({ name: 'y', node: 'n' }),
    ],
    [
      'ready for a shorter time',
      podWith({ name: 'x', node: 'm', readySeconds: 5 }),
      podWith({ name: 'y', node: 'n', readySeconds: 50 }),
    ],
  ])('gives up first what is %s', (_title, first, second) => {
    expect(rankForDeletion([second, first])[0]).toBe(first);
    expect(rankForDeletion([first, second])[0]).toBe(first);
  });

  it('gives up a pod that shares its node before one that is alone', () => {
    const ranked = rankForDeletion([
      podWith({ name: 'alone', node: 'a' }),
      podWith({ name: 'twin-1', node: 'b' }),
      podWith({ name: 'twin-2', node: 'b' }),
    ]);
    expect(ranked[2].metadata.name).toBe('alone');
  });
});

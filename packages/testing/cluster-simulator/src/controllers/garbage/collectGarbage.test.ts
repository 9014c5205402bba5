import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { objectWith, podWith, timeAgo } from '../../testUtils/objects';
import { wordedWrites } from '../../testUtils/wordedWrites';
import { collectGarbage, GarbageSituation, OwnerState } from './collectGarbage';

const owner = { kind: 'ReplicaSet', name: 'web', uid: 'uid-of-web' };
const pod = (name: string) => ({
  resource: resourceTypes.pods,
  object: podWith({ name, owner }),
});

const look = (situation: Partial<GarbageSituation>) =>
  collectGarbage({
    ...pod('x'),
    dependents: [],
    stateOf: () => 'solid',
    patienceMs: 2_000,
    ...situation,
  });

const leaving = (finalizer: string) => ({
  resource: resourceTypes.replicaSets,
  object: objectWith('ReplicaSet', 'web', {
    metadata: { deletionTimestamp: timeAgo(1), finalizers: [finalizer] },
  }),
});

describe('collectGarbage', () => {
  it.each<[OwnerState, string[]]>([
    ['solid', []],
    ['unknown', []],
    ['gone', ['delete Pod x']],
    ['waiting', ['delete Pod x']],
  ])('an object whose owner is %s', (state, expected) => {
    expect(wordedWrites(look({ stateOf: () => state }).writes)).toEqual(
      expected,
    );
  });

  it('gives an owner that nobody heard of a moment to turn up', () => {
    expect(look({ stateOf: () => 'unknown' }).requeueAfterMs).toBe(2_000);
  });

  it('drops only the reference when another owner is left', () => {
    const two = pod('x');
    two.object.metadata.ownerReferences!.push({
      apiVersion: 'v1',
      kind: 'Node',
      name: 'n',
      uid: 'node',
    });
    const { writes } = look({
      ...two,
      stateOf: ({ uid }) => (uid === 'node' ? 'solid' : 'gone'),
    });
    expect(writes).toEqual([
      expect.objectContaining({
        body: {
          metadata: expect.objectContaining({
            ownerReferences: [expect.objectContaining({ uid: 'node' })],
          }),
        },
      }),
    ]);
  });

  it('keeps an owner in the foreground until its blocking dependents are gone', () => {
    const blocking = pod('x');
    blocking.object.metadata.ownerReferences![0].blockOwnerDeletion = true;
    const waiting = look({
      ...leaving('foregroundDeletion'),
      dependents: [blocking],
    });
    expect(waiting.writes).toEqual([]);
    const free = look({
      ...leaving('foregroundDeletion'),
      dependents: [pod('y')],
    });
    expect(wordedWrites(free.writes)).toEqual(['patch object of web']);
  });

  it('lets go of the dependents before an orphaning owner goes', () => {
    const { writes } = look({
      ...leaving('orphan'),
      dependents: [pod('x'), pod('y')],
    });
    expect(wordedWrites(writes)).toEqual([
      'patch object of x',
      'patch object of y',
      'patch object of web',
    ]);
    expect(writes[0].verb === 'patch' && writes[0].body).toMatchObject({
      metadata: { ownerReferences: null },
    });
  });
});

import { podWith } from '../../testUtils/objects';
import { wordedWrites } from '../../testUtils/wordedWrites';
import { removalTime, removeOrphans } from './podGarbageReconciler';

describe('pods of a node that is gone', () => {
  it.each([
    [0, 40_000],
    [1, 60_000],
    [20_000, 60_000],
    [20_001, 80_000],
    [39_999, 80_000],
  ])(
    'that went %i ms after the first round are removed in the one at %i ms',
    (missingSinceMs, expected) => {
      expect(removalTime(0, missingSinceMs)).toBe(expected);
      expect(removalTime(5_000, 5_000 + missingSinceMs)).toBe(5_000 + expected);
    },
  );

  it('wait for the end of the quarantine', () => {
    expect(removeOrphans([podWith()], 1)).toEqual({
      writes: [],
      requeueAfterMs: 1,
    });
  });

  it('are marked as failed, so that nobody takes them for running, and deleted', () => {
    const { writes } = removeOrphans([podWith({ name: 'agent-1' })], 0);
    expect(wordedWrites(writes)).toEqual([
      'patch status of agent-1',
      'delete Pod agent-1',
    ]);
  });
});

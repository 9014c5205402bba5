import { remainingTime, timeBack, withTurns } from './remainingTime';
import { TargetView } from './targetViews';

const MINUTE_MS = 60_000;

/** Done after so many minutes; without a number, to come. */
function node(id: string, minutes?: number): TargetView {
  return {
    id,
    name: id,
    kind: 'node',
    group: '',
    status: minutes === undefined ? 'pending' : 'done',
    isReturning: false,
    done: 0,
    total: 1,
    ...(minutes !== undefined && {
      startedAtMs: 0,
      finishedAtMs: minutes * MINUTE_MS,
    }),
  };
}

describe('withTurns', () => {
  it('names those that begin next, and how long one takes, as half of those did that are done', () => {
    const turns = withTurns(
      [
        node('a', 1),
        node('b', 2),
        node('c', 9),
        node('d'),
        node('e'),
        node('f'),
      ],
      2,
    );
    expect(turns.map(({ id, isNext }) => [id, isNext])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
      ['d', true],
      ['e', true],
      ['f', false],
    ]);
    expect(turns[5].expectedMs).toBe(2 * MINUTE_MS);
  });

  it('promises no time as long as none is done', () => {
    expect(withTurns([node('a')], 1)).toEqual([
      { ...node('a'), isNext: true, expectedMs: undefined },
    ]);
  });
});

describe('remainingTime', () => {
  it('is a range, from the half that was faster to nine of ten, for each lot that is to come', () => {
    const done = [1, 2, 2, 3].map((minutes, i) => node(`d-${i}`, minutes));
    const toCome = [node('x'), node('y'), node('z')];
    expect(remainingTime([...done, ...toCome], 2)).toEqual({
      fromMs: 4 * MINUTE_MS,
      toMs: 6 * MINUTE_MS,
      basis: 4,
    });
  });

  it('is not guessed from one of thirty, nor told when nothing is left', () => {
    const many = Array.from({ length: 29 }, (_, i) => node(`p-${i}`));
    expect(remainingTime([node('d', 1), ...many], 1)).toBeUndefined();
    expect(remainingTime([node('d', 1)], 1)).toBeUndefined();
  });
});

describe('timeBack', () => {
  it('takes the way back to last as long as the way there', () => {
    expect(timeBack([node('a', 2), node('b', 2), node('c')], 1)).toBe(
      4 * MINUTE_MS,
    );
    expect(timeBack([node('c')], 1)).toBeUndefined();
  });
});

import { GridCell, nextIndex } from './useRovingFocus';
import { windowOf } from './windowOf';

const cells: GridCell[] = [
  { id: 'a1', group: 'a', isFailed: false },
  { id: 'a2', group: 'a', isFailed: true },
  { id: 'b1', group: 'b', isFailed: false },
  { id: 'b2', group: 'b', isFailed: true },
  { id: 'c1', group: 'c', isFailed: false },
];

describe('nextIndex', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 4, 4],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 3],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 3, 1],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['PageDown', 0, 2],
    ['PageDown', 4, 4],
    ['PageUp', 3, 0],
    ['PageUp', 4, 2],
    ['f', 0, 1],
    ['F', 1, 3],
    ['f', 3, 1],
    ['x', 0, undefined],
  ])('takes %s from %d to %s', (key, from, to) => {
    expect(nextIndex(key, from, cells, 2)).toBe(to);
  });

  it('stays where nothing failed', () => {
    expect(nextIndex('f', 0, [cells[0]], 1)).toBeUndefined();
  });
});

describe('windowOf', () => {
  it('draws few rows of many, and all scroll positions add up to the whole', () => {
    for (let scrollTop = 0; scrollTop < 3000 * 36; scrollTop += 977) {
      const view = { count: 3000, scrollTop, rowHeight: 36, viewHeight: 432 };
      const { first, last, before, after } = windowOf(view);
      expect(last - first).toBeLessThanOrEqual(24);
      expect(before + (last - first) * 36 + after).toBe(3000 * 36);
      expect(first * 36).toBeLessThanOrEqual(scrollTop);
    }
  });

  it('draws all of few', () => {
    const view = { count: 3, scrollTop: 0, rowHeight: 36, viewHeight: 432 };
    expect(windowOf(view)).toEqual({ first: 0, last: 3, before: 0, after: 0 });
  });
});

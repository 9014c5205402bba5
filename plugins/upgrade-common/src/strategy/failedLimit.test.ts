import fc from 'fast-check';
import {
  FailedLimit,
  failuresAllowed,
  MAX_FAILED_COUNT,
  parseFailedLimit,
} from './failedLimit';

describe('failuresAllowed', () => {
  it.each<[FailedLimit | undefined, number, number]>([
    [undefined, 30, 0],
    [0, 30, 0],
    [2, 30, 2],
    [2, 1, 2],
    ['0%', 30, 0],
    ['10%', 30, 3],
    ['10%', 25, 2],
    ['10%', 9, 0],
    ['100%', 7, 7],
  ])('with %s lets of %i fail %i', (limit, total, expected) => {
    expect(failuresAllowed(limit, total)).toBe(expected);
  });

  it('never lets more fail by a share than there are, and never fewer of more', () => {
    const share = fc
      .integer({ min: 0, max: 100 })
      .map(percent => `${percent}%`);
    const total = fc.nat({ max: 5_000 });
    fc.assert(
      fc.property(share, total, (limit, count) => {
        const allowed = failuresAllowed(limit, count);
        expect(allowed).toBeLessThanOrEqual(count);
        expect(failuresAllowed(limit, count + 1)).toBeGreaterThanOrEqual(
          allowed,
        );
      }),
    );
  });
});

describe('parseFailedLimit', () => {
  it.each<[string, FailedLimit | undefined]>([
    ['0', 0],
    [' 2 ', 2],
    ['10%', '10%'],
    ['10 %', '10%'],
    ['100%', '100%'],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['5000', MAX_FAILED_COUNT],
    ['5001', undefined],
    ['101%', undefined],
    ['all', undefined],
  ])('reads "%s" as %s', (text, expected) => {
    expect(parseFailedLimit(text)).toBe(expected);
  });
});

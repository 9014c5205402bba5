import fc from 'fast-check';
import { ageText, durationText, momentText } from './time';

describe('durationText', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [999, '0 s'],
    [4_000, '4 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [599_000, '9 min 59 s'],
    [899_000, '15 min'],
    [3_600_000, '1 h'],
    [7_199_000, '2 h'],
    [7_500_000, '2 h 5 min'],
    [86_400_000 * 3 + 59_000, '3 d'],
    [86_400_000 + 3_600_000, '1 d 1 h'],
  ])('says %i ms as %j', (durationMs, text) => {
    expect(durationText(durationMs)).toBe(text);
  });

  it('is as exact as it looks', () => {
    const unitMs = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), durationMs => {
        const words = durationText(durationMs).split(' ');
        let saidMs = 0;
        for (let index = 0; index < words.length; index += 2) {
          saidMs +=
            Number(words[index]) *
            unitMs[words[index + 1] as keyof typeof unitMs];
        }
        const isRounded = durationMs >= 600_000;
        expect(saidMs).toBeLessThanOrEqual(
          durationMs + (isRounded ? 30_000 : 0),
        );
        expect(words.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe('moments and ages', () => {
  it('names a moment the same for every reader', () => {
    expect(momentText(Date.UTC(2026, 0, 1, 14, 2, 5, 999))).toBe(
      '2026-01-01 14:02:05 UTC',
    );
  });

  it('says "just now" for less than five seconds only', () => {
    expect(ageText(0, 4_999)).toBe('just now');
    expect(ageText(0, 5_000)).toBe('5 s ago');
  });
});

import { momentText as utcMomentText } from '@cluster-upgrade/plugin-upgrade-common';
import { momentText } from './formats';
import { withLocalTimes } from './localTimes';

const AT_MS = Date.UTC(2026, 0, 1, 14, 2, 5);
const LATER_MS = AT_MS + 40 * 24 * 3_600_000;
const local = momentText(AT_MS, LATER_MS, 'en');

describe('withLocalTimes', () => {
  it("tells moments in the reader's time, with the date where it is another day", () => {
    expect(
      withLocalTimes(
        `Paused by Mia since ${utcMomentText(AT_MS)}. Versions may be mixed.`,
        LATER_MS,
        'en',
      ),
    ).toBe(`Paused by Mia since ${local}. Versions may be mixed.`);
    expect(
      withLocalTimes(`Healthy since ${utcMomentText(AT_MS)}`, AT_MS, 'en'),
    ).toBe(`Healthy since ${momentText(AT_MS, AT_MS, 'en')}`);
  });

  it('knows the other form in which programs write them', () => {
    expect(
      withLocalTimes(
        `Shown is what was seen at ${new Date(AT_MS).toISOString()}.`,
        LATER_MS,
        'en',
      ),
    ).toBe(`Shown is what was seen at ${local}.`);
  });

  it('leaves everything else as it is', () => {
    for (const text of ['v1.5.0, 2026-01-01', 'at 14:02:05 UTC', '']) {
      expect(withLocalTimes(text, AT_MS, 'en')).toBe(text);
    }
  });
});

import { NewEvent, UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { engineEvent } from '../../engine/decisions/transition';
import { HistoryEntry } from '../History';
import { thresholdViolations } from './thresholdRules';

const RULES = {
  maxCordoned: 1,
  isAlone: true,
  threshold: { allowed: 1, mustLastMs: 60_000 },
};

const commit = (atMs: number, event: NewEvent): HistoryEntry => ({
  what: 'commit',
  atMs,
  events: [event] as UpgradeEvent[],
});
const health = (atMs: number, failing: number): HistoryEntry => ({
  what: 'health',
  atMs,
  failing,
});
const EXCEEDED = engineEvent('threshold-exceeded', { health: {} as never });
const ROLLBACK = engineEvent('rollback-begun', { automatic: true, steps: 1 });
const DISREGARDED = engineEvent('disregarded', {
  applicationId: 'shop/checkout',
  reason: 'known',
  untilMs: 90_000,
});

const broken = (...history: HistoryEntry[]) =>
  thresholdViolations(history, RULES);

describe('thresholdViolations', () => {
  it.each<[string, HistoryEntry[]]>([
    [
      'a failure that lasted',
      [health(0, 2), commit(60_000, EXCEEDED), commit(60_000, ROLLBACK)],
    ],
    [
      'a failure that nobody saw end yet',
      [health(0, 2), health(60_000, 0), commit(61_000, EXCEEDED)],
    ],
    [
      'what is not disregarded any more',
      [commit(0, DISREGARDED), commit(90_000, ROLLBACK)],
    ],
    [
      'anything where a clock was set',
      [{ what: 'clock', atMs: 0 }, commit(1, EXCEEDED)],
    ],
  ])('finds nothing in %s', (_, history) => {
    expect(broken(...history)).toEqual([]);
  });

  it.each<[string, HistoryEntry[]]>([
    [
      'a threshold was exceeded when its application had failed for 0 ms, of 60000',
      [health(0, 1), commit(100_000, EXCEEDED)],
    ],
    [
      'a threshold was exceeded when its application had failed for 50000 ms, of 60000',
      [health(0, 2), commit(50_000, EXCEEDED)],
    ],
    [
      'a threshold was exceeded when its application had failed for 10000 ms, of 60000',
      [
        health(0, 2),
        health(50_000, 0),
        health(200_000, 2),
        commit(210_000, EXCEEDED),
      ],
    ],
    [
      'a threshold acted that a person had it not to',
      [commit(0, DISREGARDED), commit(89_999, ROLLBACK)],
    ],
  ])('finds that %s', (expected, history) => {
    expect(broken(...history)).toEqual([expected]);
  });
});

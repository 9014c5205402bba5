import { NewEvent, UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { engineEvent } from '@cluster-upgrade/plugin-upgrade-backend/engine';
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
  crashing: failing,
});
const EXCEEDED = engineEvent('threshold-exceeded', { health: {} as never });
const ROLLBACK = engineEvent('rollback-begun', { automatic: true, steps: 1 });
const DISREGARDED = engineEvent('silenced', {
  applicationId: 'shop/checkout',
  reason: 'known',
  untilMs: 90_000,
});

const PAUSED = engineEvent('pause-begun', {
  reason: '2 failing instances (a: crash-loop), 1 allowed by default',
});
const STARTED = engineEvent('started', {});
const CLAIM: HistoryEntry = {
  what: 'claim',
  atMs: 0,
  worker: 'w-1',
  epoch: 1,
  leaseMs: 1,
};
/** From here on somebody watches. */
const watched = (...history: HistoryEntry[]) => [
  CLAIM,
  commit(0, STARTED),
  ...history,
];
const OUT: HistoryEntry = { what: 'outage', atMs: 50_000, isOut: true };

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
      'a failure that nobody could see end',
      [
        health(0, 2),
        OUT,
        health(55_000, 0),
        { what: 'outage', atMs: 60_000, isOut: false },
        commit(120_000, EXCEEDED),
      ],
    ],
    [
      'what is not silenced any more',
      [commit(0, DISREGARDED), commit(90_000, ROLLBACK)],
    ],
    [
      'a failure that was recorded late',
      watched(health(0, 2), commit(120_000, EXCEEDED), health(200_000, 0)),
    ],
    [
      'a failure that nobody could see all the while',
      watched(health(0, 2), OUT, health(200_000, 0)),
    ],
    [
      'a failure that began when nobody held the upgrade',
      [commit(0, STARTED), health(0, 2), CLAIM, health(200_000, 0)],
    ],
    [
      'a failure while it was paused',
      watched(
        commit(0, engineEvent('paused', {})),
        health(0, 2),
        health(200_000, 0),
      ),
    ],
    [
      'a pause for want of sight while a threshold is silenced',
      [
        commit(0, DISREGARDED),
        commit(1, engineEvent('pause-begun', { reason: 'No sight' })),
      ],
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
      'a threshold was exceeded when its application had failed for 0 ms, of 60000',
      [health(0, 2), health(40_000, 0), commit(60_000, EXCEEDED)],
    ],
    [
      'a threshold acted that a person had it not to',
      [commit(0, DISREGARDED), commit(89_999, ROLLBACK)],
    ],
    [
      'a threshold acted that a person had it not to',
      [commit(0, DISREGARDED), commit(89_999, PAUSED)],
    ],
    [
      'an application failed for 120001 ms, of 60000, and no threshold was exceeded',
      watched(health(0, 2), health(120_001, 0), health(300_000, 0)),
    ],
  ])('finds that %s', (expected, history) => {
    expect(broken(...history)).toEqual([expected]);
  });
});

import { overview, upgradeSummary } from '../testFixtures/cluster';
import {
  conditionOf,
  failedUpgrade,
  needsSomebody,
  partWayTo,
} from './clusterCondition';

const MIXED = [
  { version: '4.1.0', parts: ['w-1', 'w-2'] },
  { version: '4.2.0', parts: ['w-3'] },
];
const running = upgradeSummary({ status: 'running', outcome: undefined });
const stopped = upgradeSummary({
  outcome: 'rolled-back-with-leftovers',
  toVersion: '4.2.0',
});

describe('conditionOf', () => {
  it.each([
    ['running', overview({ activeUpgrade: running })],
    [
      'paused',
      overview({ activeUpgrade: { ...running, status: 'paused' as const } }),
    ],
    [
      'needs-decision',
      overview({
        activeUpgrade: { ...running, status: 'needs-attention' as const },
      }),
    ],
    [
      'unreachable',
      overview({
        connection: {
          status: 'unreachable',
          reason: { code: 'x', text: 'x' },
          remedy: 'y',
        },
      }),
    ],
    [
      'part-way',
      overview({ version: undefined, versions: MIXED, lastUpgrade: stopped }),
    ],
    ['mixed', overview({ version: undefined, versions: MIXED })],
    ['up-to-date', overview({ nextAction: { code: 'up-to-date', text: 'x' } })],
    ['idle', overview()],
  ])('says %s', (condition, cluster) => {
    expect(conditionOf(cluster)).toBe(condition);
    expect(needsSomebody(cluster)).toBe(
      !['running', 'up-to-date', 'idle'].includes(condition),
    );
  });
});

describe('partWayTo', () => {
  it('names the version that a half-upgraded cluster was on the way to', () => {
    expect(partWayTo(overview({ versions: MIXED, lastUpgrade: stopped }))).toBe(
      '4.2.0',
    );
  });

  it('believes what the platform says of itself, whoever began the upgrade', () => {
    const partWay = {
      toVersion: '4.2.0',
      reason: { code: 'operator-paused', text: 'The operator is paused.' },
    };
    expect(partWayTo(overview({ partWay }))).toBe('4.2.0');
    expect(conditionOf(overview({ partWay }))).toBe('part-way');
  });

  it('is over once one version runs again, or another upgrade', () => {
    expect(partWayTo(overview({ lastUpgrade: stopped }))).toBeUndefined();
    expect(
      partWayTo(
        overview({
          versions: MIXED,
          lastUpgrade: stopped,
          activeUpgrade: running,
        }),
      ),
    ).toBeUndefined();
  });

  it('holds for a failed rollback whatever the versions are', () => {
    const lastUpgrade = { ...stopped, outcome: 'rollback-failed' as const };
    expect(partWayTo(overview({ lastUpgrade }))).toBe('4.2.0');
  });
});

describe('failedUpgrade', () => {
  it('remembers the last upgrade only where it did not reach its version', () => {
    const rolledBack = upgradeSummary({ outcome: 'rolled-back' });
    expect(failedUpgrade(overview({ lastUpgrade: rolledBack }))).toBe(
      rolledBack,
    );
    expect(
      failedUpgrade(overview({ lastUpgrade: upgradeSummary() })),
    ).toBeUndefined();
    expect(failedUpgrade(overview())).toBeUndefined();
  });
});

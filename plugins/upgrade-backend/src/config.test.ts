import { ConfigReader } from '@backstage/config';
import { readUpgradeConfig } from './config';

describe('readUpgradeConfig', () => {
  it('has a default for everything', () => {
    expect(readUpgradeConfig(new ConfigReader({}))).toEqual({
      worker: {
        isEnabled: true,
        concurrency: 5,
        leaseMs: 30_000,
        pollMs: 5_000,
      },
      maxFailedOnRollback: 3,
      defaultThreshold: {
        maxFailures: 1,
        unit: 'count',
        mustLastMs: 60_000,
      },
      strategyByPlatform: {},
      verification: {
        validityMs: 900_000,
        checkTimeoutMs: 30_000,
        concurrency: 4,
      },
      inspection: {
        timeoutMs: 20_000,
        listTimeoutMs: 3_000,
        maxAgeMs: 15_000,
        failureMaxAgeMs: 5_000,
        concurrency: 8,
      },
      limits: {
        openPollsPerUser: 30,
        plansPerUser: 200,
        notesPerUser: 50,
        notesPerUpgrade: 500,
      },
      sharedConnections: [],
      retention: {
        plansMs: 7 * 24 * 3_600_000,
        upgradesMs: 365 * 24 * 3_600_000,
      },
      areNotificationsEnabled: true,
      isListenNotifyUsed: true,
    });
  });

  it('reads durations as objects and as ISO texts', () => {
    const config = readUpgradeConfig(
      new ConfigReader({
        upgrade: {
          worker: { leaseDuration: { seconds: 10 }, pollInterval: 'PT2S' },
          strategies: {
            omnicloud: { kind: 'hybrid', nodeSoak: { minutes: 1 } },
          },
        },
      }),
    );
    expect(config.worker).toMatchObject({ leaseMs: 10_000, pollMs: 2_000 });
    expect(config.strategyByPlatform).toEqual({
      omnicloud: { kind: 'hybrid', nodeSoakMs: 60_000 },
    });
  });

  it('reads how many nodes may fail as a count or a share', () => {
    const config = readUpgradeConfig(
      new ConfigReader({
        upgrade: {
          rollback: { maxFailedNodes: '20%' },
          strategies: {
            omnicloud: { maxFailedNodes: 2 },
            weka: { maxFailedNodes: '5 %' },
          },
        },
      }),
    );
    expect(config.maxFailedOnRollback).toBe('20%');
    expect(config.strategyByPlatform).toEqual({
      omnicloud: { maxFailedNodes: 2 },
      weka: { maxFailedNodes: '5%' },
    });
  });

  it.each([
    [{ worker: { concurrency: 0 } }, 'upgrade.worker.concurrency'],
    [{ worker: { leaseDuration: 'soon' } }, 'upgrade.worker.leaseDuration'],
    [
      { thresholds: { default: { action: 'explode' } } },
      'upgrade.thresholds.default.action',
    ],
    [
      { strategies: { weka: { maxUnavailableNodes: 0 } } },
      'upgrade.strategies.weka.maxUnavailableNodes',
    ],
    [
      { strategies: { weka: { maxFailedNodes: '120%' } } },
      'upgrade.strategies.weka.maxFailedNodes',
    ],
    [{ rollback: { maxFailedNodes: -1 } }, 'upgrade.rollback.maxFailedNodes'],
    [
      { strategies: { weka: { kind: 'fast' } } },
      'upgrade.strategies.weka.kind',
    ],
  ])('names the key in %j', (upgrade, key) => {
    expect(() => readUpgradeConfig(new ConfigReader({ upgrade }))).toThrow(key);
  });
});

import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  FailedLimit,
  MAX_FAILED_COUNT,
  parseFailedLimit,
  Strategy,
  StrategyKind,
  ThresholdAction,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ConfiguredThreshold } from './thresholds/defaultThreshold';

/** The `upgrade:` section with its defaults filled in; durations in milliseconds. */
export interface UpgradeConfig {
  worker: {
    isEnabled: boolean;
    concurrency: number;
    leaseMs: number;
    pollMs: number;
  };
  /** Failed nodes that a rollback goes round by itself before it asks a person. */
  maxFailedOnRollback: FailedLimit;
  /** Without an action the platform's own holds. */
  defaultThreshold: ConfiguredThreshold;
  strategyByPlatform: Record<string, Partial<Strategy>>;
  verification: {
    validityMs: number;
    checkTimeoutMs: number;
    concurrency: number;
  };
  inspection: {
    timeoutMs: number;
    listTimeoutMs: number;
    maxAgeMs: number;
    failureMaxAgeMs: number;
    concurrency: number;
  };
  limits: {
    openPollsPerUser: number;
    plansPerUser: number;
    notesPerUser: number;
    notesPerUpgrade: number;
  };
  retention: { plansMs: number; upgradesMs: number };
  /** Names of connections that cluster entities of different owners may use. */
  sharedConnections: string[];
  areNotificationsEnabled: boolean;
  /** Whether backends on one PostgreSQL tell each other of changes. */
  isListenNotifyUsed: boolean;
}

/**
 * @throws InputError that names the key
 */
export function readUpgradeConfig(root: Config): UpgradeConfig {
  const config = root.getOptionalConfig('upgrade');
  return {
    worker: {
      isEnabled: config?.getOptionalBoolean('worker.enabled') ?? true,
      concurrency: countOf(config, 'worker.concurrency', 5),
      leaseMs: durationOf(config, 'worker.leaseDuration', { seconds: 30 }),
      pollMs: durationOf(config, 'worker.pollInterval', { seconds: 5 }),
    },
    maxFailedOnRollback: failedLimitOf(config, 'rollback.maxFailedNodes', 3),
    defaultThreshold: {
      maxFailures: countOf(config, 'thresholds.default.maxFailures', 1, 0),
      unit: choiceOf(
        config,
        'thresholds.default.unit',
        ['count', 'percent'],
        'count',
      ),
      mustLastMs: durationOf(config, 'thresholds.default.mustLast', {
        minutes: 1,
      }),
      ...(config?.has('thresholds.default.action') && {
        action: choiceOf<ThresholdAction>(
          config,
          'thresholds.default.action',
          ['rollback', 'pause', 'warn'],
          'rollback',
        ),
      }),
    },
    strategyByPlatform: readStrategies(config),
    verification: {
      validityMs: durationOf(config, 'verification.validity', { minutes: 15 }),
      checkTimeoutMs: durationOf(config, 'verification.checkTimeout', {
        seconds: 30,
      }),
      concurrency: countOf(config, 'verification.concurrency', 4),
    },
    inspection: {
      timeoutMs: durationOf(config, 'inspection.timeout', { seconds: 20 }),
      listTimeoutMs: durationOf(config, 'inspection.listTimeout', {
        seconds: 3,
      }),
      maxAgeMs: durationOf(config, 'inspection.maxAge', { seconds: 15 }, 0),
      failureMaxAgeMs: durationOf(
        config,
        'inspection.failureMaxAge',
        { seconds: 5 },
        0,
      ),
      concurrency: countOf(config, 'inspection.concurrency', 8),
    },
    limits: {
      openPollsPerUser: countOf(config, 'limits.openPollsPerUser', 30),
      plansPerUser: countOf(config, 'limits.plansPerUser', 200),
      notesPerUser: countOf(config, 'limits.notesPerUser', 50),
      notesPerUpgrade: countOf(config, 'limits.notesPerUpgrade', 500),
    },
    retention: {
      plansMs: durationOf(config, 'retention.plans', { days: 7 }),
      upgradesMs: durationOf(config, 'retention.upgrades', { days: 365 }),
    },
    sharedConnections:
      config?.getOptionalStringArray('connections.sharedByOwners') ?? [],
    areNotificationsEnabled:
      config?.getOptionalBoolean('notifications.enabled') ?? true,
    isListenNotifyUsed:
      config?.getOptionalBoolean('database.listenNotify') ?? true,
  };
}

function readStrategies(
  config: Config | undefined,
): Record<string, Partial<Strategy>> {
  const strategies = config?.getOptionalConfig('strategies');
  return Object.fromEntries(
    (strategies?.keys() ?? []).map(platform => [
      platform,
      readStrategy(config!, `strategies.${platform}`),
    ]),
  );
}

function readStrategy(config: Config, key: string): Partial<Strategy> {
  const has = (name: string) => config.has(`${key}.${name}`);
  const count = (name: string, least: number) =>
    has(name) ? countOf(config, `${key}.${name}`, 0, least) : undefined;
  const duration = (name: string) =>
    has(name) ? durationOf(config, `${key}.${name}`, {}, 0) : undefined;
  const strategy: Partial<Strategy> = {
    kind: has('kind')
      ? choiceOf<StrategyKind>(
          config,
          `${key}.kind`,
          ['capacity-first', 'scale-down', 'hybrid'],
          'capacity-first',
        )
      : undefined,
    spareNodes: count('spareNodes', 0),
    scaleDownPercent: count('scaleDownPercent', 0),
    maxUnavailableNodes: count('maxUnavailableNodes', 1),
    maxFailedNodes: has('maxFailedNodes')
      ? failedLimitOf(config, `${key}.maxFailedNodes`, 0)
      : undefined,
    drainTimeoutMs: duration('drainTimeout'),
    nodeSoakMs: duration('nodeSoak'),
    finalSoakMs: duration('finalSoak'),
  };
  return Object.fromEntries(
    Object.entries(strategy).filter(([, value]) => value !== undefined),
  );
}

function countOf(
  config: Config | undefined,
  key: string,
  fallback: number,
  least: number = 1,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < least) {
    throw new InputError(
      `Configuration upgrade.${key} is ${value}; it must be a whole number of at least ${least}`,
    );
  }
  return value;
}

/** A count, or a share such as `10%`. */
function failedLimitOf(
  config: Config | undefined,
  key: string,
  fallback: FailedLimit,
): FailedLimit {
  const value = config?.getOptional(key) ?? fallback;
  const limit = parseFailedLimit(String(value));
  if (limit === undefined) {
    throw new InputError(
      `Configuration upgrade.${key} is ${value}; it must be a whole number up to ${MAX_FAILED_COUNT}, or a share from 0% to 100%`,
    );
  }
  return limit;
}

function durationOf(
  config: Config | undefined,
  key: string,
  fallback: HumanDuration,
  leastMs: number = 1,
): number {
  const durationMs = durationToMilliseconds(
    config?.has(key) ? readDuration(config, key) : fallback,
  );
  if (durationMs < leastMs) {
    throw new InputError(
      `Configuration upgrade.${key} is ${durationMs} ms; it must be at least ${leastMs} ms`,
    );
  }
  return durationMs;
}

function readDuration(config: Config, key: string): HumanDuration {
  try {
    return readDurationFromConfig(config, { key });
  } catch (error) {
    // The reader names the key within the section only.
    throw new InputError(
      `Configuration upgrade.${key} is no duration`,
      error as Error,
    );
  }
}

function choiceOf<T extends string>(
  config: Config | undefined,
  key: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = config?.getOptionalString(key) ?? fallback;
  const choice = choices.find(one => one === value);
  if (!choice) {
    throw new InputError(
      `Configuration upgrade.${key} is '${value}'; it must be one of ${choices.join(', ')}`,
    );
  }
  return choice;
}

import { UpgradeReport } from '@cluster-upgrade/plugin-upgrade-common';
import { START_MS } from './EventLog';
import { CLUSTER_REF } from './plan';

/** Of an upgrade that went through, in which nothing had to be decided. */
export function reportOf(given: Partial<UpgradeReport> = {}): UpgradeReport {
  return {
    schemaVersion: 1,
    upgradeId: 'u-1',
    clusterRef: CLUSTER_REF,
    platform: 'omnicloud',
    fromVersion: '4.1.0',
    toVersion: '4.2.0',
    planId: 'p-1',
    planHash: `sha256:${'0'.repeat(64)}`,
    requestedBy: 'user:default/mia',
    requestedAtMs: START_MS,
    startedAtMs: START_MS + 1000,
    finishedAtMs: START_MS + 61_000,
    isFinal: true,
    asOfMs: START_MS + 61_000,
    seq: 120,
    outcome: 'completed',
    sentence: { code: 's', text: 'It is done.' },
    durations: {
      totalMs: 61_000,
      queuedMs: 1000,
      workedMs: 50_000,
      waitedMs: 10_000,
      pausedMs: 0,
      decidingMs: 0,
    },
    timeline: [
      {
        plan: 'upgrade',
        phaseId: 'nodes',
        title: 'Nodes',
        startedAtMs: START_MS + 1000,
        finishedAtMs: START_MS + 61_000,
        durationMs: 60_000,
        waitedMs: 10_000,
        steps: { total: 30, done: 30, failed: 0, abandoned: 0 },
      },
    ],
    planVersusActual: {
      planned: 32,
      done: 32,
      failed: 0,
      abandoned: 0,
      notStarted: 0,
      retries: 0,
      steps: [],
    },
    overrides: [],
    thresholds: [],
    decisions: [],
    skipped: [],
    longestWaits: [],
    restore: { givenBack: [], notRestored: [] },
    ...given,
  };
}

const ROLLED_BACK: Partial<UpgradeReport> = {
  outcome: 'rolled-back-with-leftovers',
  sentence: {
    code: 's',
    text: 'Rolled back, with leftovers, because shop/checkout had 3 crash-looping instances, 2 allowed.',
  },
  firstCause: {
    seq: 60,
    atMs: START_MS + 30_000,
    failure: {
      kind: 'measured',
      cause: {
        code: 'threshold-exceeded',
        text: 'shop/checkout had 3 crash-looping instances, 2 allowed.',
      },
      remedy: 'Look at the log of its pods.',
    },
    stepTitle: 'Watch w-1 for 30 s',
    followers: 2,
  },
  decisions: [
    {
      seq: 40,
      atMs: START_MS + 20_000,
      by: 'user:default/mia',
      text: { code: 'paused', text: 'Paused' },
      reason: 'The shop has a sale.',
    },
  ],
  overrides: [
    {
      findingId: 'free-disk',
      title: 'Free space on nodes',
      observed: 'w-1 has 4 GB',
      by: 'user:default/mia',
      atMs: START_MS - 60_000,
      reason: 'Images are removed after the upgrade.',
    },
  ],
  thresholds: [
    {
      threshold: {
        applicationId: 'shop/checkout',
        maxFailures: 2,
        unit: 'count',
        mustLastMs: 30_000,
        action: 'rollback',
        source: 'component-annotation',
        sourceName: 'component:default/checkout',
        allowedInstances: 2,
      },
      worstFailing: 3,
      timesExceeded: 1,
      isNearMiss: false,
      knownBeforeStart: [],
    },
  ],
  longestWaits: [
    {
      plan: 'upgrade',
      stepId: 'w-1/drain',
      title: 'Drain w-1',
      condition: { code: 'c', text: 'every pod has left' },
      why: {
        code: 'budget-allows-none',
        text: 'budget checkout needs 3 ready, 3 are ready, so 0 may leave',
      },
      durationMs: 10_000,
    },
  ],
  restore: {
    proof: {
      comparedAtMs: START_MS + 60_000,
      total: 18,
      restored: 17,
      differences: [
        {
          object: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            namespace: 'omni',
            name: 'director',
          },
          pointer: '/spec/replicas',
          expected: '3',
          found: '2',
        },
      ],
    },
    givenBack: ['Remove temporary node spare-1'],
    notRestored: ['The agent of w-1 stays on 4.2.0.'],
  },
};

/** Of an upgrade that rolled back by itself, with all that a report can have. */
export function rolledBackReport(
  given: Partial<UpgradeReport> = {},
): UpgradeReport {
  return reportOf({ ...ROLLED_BACK, ...given });
}

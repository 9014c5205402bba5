import { z } from 'zod';
import {
  ClusterDetail,
  ClusterList,
  ClusterOverview,
  PlatformView,
} from '../clusterView';
import { ThresholdView } from '../thresholdView';
import { count, described, epochMs } from './described';
import {
  inventory,
  partWay,
  releaseOption,
  versionShares,
} from './inventorySchemas';
import {
  availability,
  effectiveThreshold,
  message,
  strategy,
  threshold,
} from './modelSchemas';
import { upgradeSummary } from './upgradeSchemas';

/** @internal */
export const clusterOverview: z.ZodType<ClusterOverview> = described(
  'ClusterOverview',
  'One line about a cluster',
  z.strictObject({
    clusterRef: z.string(),
    title: z.string(),
    platform: z.string(),
    platformTitle: z.string().optional(),
    ownerRef: z.string().optional(),
    systemRef: z.string().optional(),
    connection: z.union([
      z.strictObject({
        status: z.literal('reachable'),
        inspectedAtMs: epochMs,
      }),
      z.strictObject({
        status: z.literal('unreachable'),
        reason: message,
        remedy: z.string(),
      }),
    ]),
    version: z.string().optional(),
    versions: versionShares,
    partWay: partWay.optional(),
    nodes: z.strictObject({ total: count, ready: count }).optional(),
    recommendedVersion: z.string().optional(),
    activeUpgrade: upgradeSummary.optional(),
    lastUpgrade: upgradeSummary.optional(),
    nextAction: message,
    mayAct: z.boolean(),
  }),
);

/** @internal */
export const clusterList: z.ZodType<ClusterList> = described(
  'ClusterList',
  'All clusters that the caller may read',
  z.strictObject({
    clusters: z.array(clusterOverview),
    hidden: count,
    serverTimeMs: epochMs,
  }),
);

/** @internal */
export const clusterDetail: z.ZodType<ClusterDetail> = described(
  'ClusterDetail',
  'Everything about one cluster',
  z.strictObject({
    overview: clusterOverview,
    inventory: inventory.optional(),
    releases: z.array(releaseOption),
    defaultStrategy: strategy.optional(),
    strategyParameters: z
      .array(
        z.enum([
          'kind',
          'spareNodes',
          'scaleDownPercent',
          'maxUnavailableNodes',
          'maxFailedNodes',
          'drainTimeoutMs',
          'nodeSoakMs',
          'finalSoakMs',
        ]),
      )
      .optional(),
    thresholds: z.array(effectiveThreshold),
    recentUpgrades: z.array(upgradeSummary),
    actions: z.strictObject({
      plan: availability,
      start: availability,
      override: availability,
    }),
    serverTimeMs: epochMs,
  }),
);

/** @internal */
export const platformList: z.ZodType<{ platforms: PlatformView[] }> = described(
  'PlatformList',
  'Platforms that a driver is installed for',
  z.strictObject({
    platforms: z.array(
      z.strictObject({
        platform: z.string(),
        title: z.string(),
        defaultStrategy: strategy,
        checks: z.array(
          z.strictObject({
            id: z.string(),
            title: z.string(),
            group: z.string(),
          }),
        ),
      }),
    ),
  }),
);

/** @internal */
export const thresholdView: z.ZodType<ThresholdView> = described(
  'ThresholdView',
  'The failure threshold of one application, with every source of it',
  z.strictObject({
    entityRef: z.string(),
    stored: z
      .strictObject({
        threshold,
        savedBy: z.string(),
        savedAtMs: epochMs,
      })
      .optional(),
    annotation: threshold.optional(),
    problems: z.array(message),
    platformDefault: threshold,
    workloads: z.array(
      z.strictObject({
        applicationId: z.string(),
        clusterRef: z.string(),
        clusterTitle: z.string(),
        instances: z
          .strictObject({ desired: count, ready: count, failing: count })
          .optional(),
        unknown: z.string().optional(),
        effective: effectiveThreshold,
        activeUpgradeId: z.string().optional(),
      }),
    ),
    actions: z.strictObject({ edit: availability }),
    serverTimeMs: epochMs,
  }),
);

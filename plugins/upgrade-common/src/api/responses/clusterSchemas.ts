import { z } from 'zod';
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

const connection = z.union([
  z.strictObject({
    status: z.literal('reachable'),
    inspectedAtMs: epochMs,
  }),
  /** `reason` names what is wrong, `remedy` what to do; empty where the reason says that already. */
  z.strictObject({
    status: z.literal('unreachable'),
    reason: message,
    remedy: z.string(),
  }),
]);

/** @public */
export type ClusterConnectionState = z.output<typeof connection>;

/** @public */
export const clusterOverview = described(
  'ClusterOverview',
  'One line about a cluster',
  z.strictObject({
    /** Entity ref, for example `resource:default/prod-eu`. */
    clusterRef: z.string(),
    title: z.string(),
    platform: z.string(),
    /** Absent when no driver is installed for the platform. */
    platformTitle: z.string().optional(),
    /** Entity ref of the owner. */
    ownerRef: z.string().optional(),
    /** Entity ref of the system it belongs to. */
    systemRef: z.string().optional(),
    connection,
    /** The version every part runs; absent while versions are mixed or unknown. */
    version: z.string().optional(),
    /** More than one: mixed. Empty: unknown. */
    versions: versionShares,
    /** Set while an upgrade has stopped part-way and none of the portal runs: somebody has to finish it. */
    partWay: partWay.optional(),
    nodes: z.strictObject({ total: count, ready: count }).optional(),
    /** The version to go to next; absent when there is none or it is unknown. */
    recommendedVersion: z.string().optional(),
    activeUpgrade: upgradeSummary.optional(),
    lastUpgrade: upgradeSummary.optional(),
    /** What to do next, in one sentence. */
    nextAction: message,
    /**
     * Whether the caller's permissions let them act where it waits for a person: decide on the upgrade that
     * runs, or plan and start one where none does.
     */
    mayAct: z.boolean(),
  }),
);

/**
 * One cluster in the list of all.
 *
 * @public
 */
export interface ClusterOverview extends z.output<typeof clusterOverview> {}

/** @public */
export const clusterList = described(
  'ClusterList',
  'All clusters that the caller may read',
  z.strictObject({
    clusters: z.array(clusterOverview),
    /** Clusters in the catalog that the caller's permissions leave out. */
    hidden: count,
    serverTimeMs: epochMs,
  }),
);

/**
 * The list of all clusters that the caller may read.
 *
 * @public
 */
export interface ClusterList extends z.output<typeof clusterList> {}

/** @public */
export const clusterDetail = described(
  'ClusterDetail',
  'Everything about one cluster',
  z.strictObject({
    overview: clusterOverview,
    /** Absent when the cluster could not be inspected; `overview.connection` says why. */
    inventory: inventory.optional(),
    /** Newer versions, the blocked ones with reasons. */
    releases: z.array(releaseOption),
    /** What is used where the person chooses nothing. */
    defaultStrategy: strategy.optional(),
    /** Which parts of it the platform's plans follow; absent: all. */
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
    /** What would hold for each application in an upgrade planned now. */
    thresholds: z.array(effectiveThreshold),
    /** The latest, newest first. */
    recentUpgrades: z.array(upgradeSummary),
    actions: z.strictObject({
      plan: availability,
      start: availability,
      override: availability,
    }),
    serverTimeMs: epochMs,
  }),
);

/**
 * Everything about one cluster's upgrades on one page.
 *
 * @public
 */
export interface ClusterDetail extends z.output<typeof clusterDetail> {}

/**
 * What can be done with a cluster.
 *
 * @public
 */
export type ClusterAction = keyof ClusterDetail['actions'];

const platformView = z.strictObject({
  platform: z.string(),
  title: z.string(),
  defaultStrategy: strategy,
  checks: z.array(
    z.strictObject({ id: z.string(), title: z.string(), group: z.string() }),
  ),
});

/**
 * A platform that a driver is installed for.
 *
 * @public
 */
export interface PlatformView extends z.output<typeof platformView> {}

/** @public */
export const platformList = described(
  'PlatformList',
  'Platforms that a driver is installed for',
  z.strictObject({ platforms: z.array(platformView) }),
);

const storedThreshold = z.strictObject({
  threshold,
  /** Entity ref of who saved it. */
  savedBy: z.string(),
  savedAtMs: epochMs,
});

/** @public */
export interface StoredThreshold extends z.output<typeof storedThreshold> {}

const thresholdWorkload = z.strictObject({
  /** `<namespace>/<name>`. */
  applicationId: z.string(),
  clusterRef: z.string(),
  clusterTitle: z.string(),
  /** Absent when the cluster could not be inspected or runs no such workload. */
  instances: z
    .strictObject({ desired: count, ready: count, failing: count })
    .optional(),
  /** Why `instances` is absent. */
  unknown: z.string().optional(),
  effective: effectiveThreshold,
  /** The upgrade that touches it now. */
  activeUpgradeId: z.string().optional(),
});

/** @public */
export interface ThresholdWorkload extends z.output<typeof thresholdWorkload> {}

/** @public */
export const thresholdView = described(
  'ThresholdView',
  'The failure threshold of one application, with every source of it',
  z.strictObject({
    /** Entity ref of the Component. */
    entityRef: z.string(),
    /** Edited in the portal; wins over the annotation. */
    stored: storedThreshold.optional(),
    /** From the Component's annotations. */
    annotation: threshold.optional(),
    /** What is wrong with the annotations. */
    problems: z.array(message),
    /** What holds when neither is there. */
    platformDefault: threshold,
    /** One per workload and cluster; empty when the entity names no workload. */
    workloads: z.array(thresholdWorkload),
    actions: z.strictObject({ edit: availability }),
    serverTimeMs: epochMs,
  }),
);

/**
 * The failure threshold of one application, with every place it could come from.
 *
 * @public
 */
export interface ThresholdView extends z.output<typeof thresholdView> {}

import { ActionAvailability } from '../availability';
import { Inventory, PartWay, VersionShare } from '../model/inventory';
import { Message } from '../model/message';
import { ReleaseOption } from '../model/release';
import { Strategy } from '../strategy/strategy';
import { EffectiveThreshold } from '../model/threshold';
import { UpgradeSummary } from './upgradeView';

/**
 * One cluster in the list of all.
 *
 * @public
 */
export interface ClusterOverview {
  /** Entity ref, for example `resource:default/prod-eu`. */
  clusterRef: string;
  title: string;
  platform: string;
  /** Absent when no driver is installed for the platform. */
  platformTitle?: string;
  /** Entity ref of the owner. */
  ownerRef?: string;
  /** Entity ref of the system it belongs to. */
  systemRef?: string;
  connection: ClusterConnectionState;
  /** The version every part runs; absent while versions are mixed or unknown. */
  version?: string;
  /** More than one: mixed. Empty: unknown. */
  versions: VersionShare[];
  /** Set while an upgrade has stopped part-way and none of the portal runs: somebody has to finish it. */
  partWay?: PartWay;
  nodes?: { total: number; ready: number };
  /** The version to go to next; absent when there is none or it is unknown. */
  recommendedVersion?: string;
  activeUpgrade?: UpgradeSummary;
  lastUpgrade?: UpgradeSummary;
  /** What to do next, in one sentence. */
  nextAction: Message;
  /**
   * Whether the caller's permissions let them act where it waits for a person: decide on the upgrade that
   * runs, or plan and start one where none does.
   */
  mayAct: boolean;
}

/** @public */
export type ClusterConnectionState =
  | { status: 'reachable'; inspectedAtMs: number }
  /** `reason` names what is wrong, `remedy` what to do; empty where the reason says that already. */
  | { status: 'unreachable'; reason: Message; remedy: string };

/**
 * The list of all clusters that the caller may read.
 *
 * @public
 */
export interface ClusterList {
  clusters: ClusterOverview[];
  /** Clusters in the catalog that the caller's permissions leave out. */
  hidden: number;
  serverTimeMs: number;
}

/**
 * What can be done with a cluster.
 *
 * @public
 */
export type ClusterAction = 'plan' | 'start' | 'override';

/**
 * Everything about one cluster's upgrades on one page.
 *
 * @public
 */
export interface ClusterDetail {
  overview: ClusterOverview;
  /** Absent when the cluster could not be inspected; `overview.connection` says why. */
  inventory?: Inventory;
  /** Newer versions, the blocked ones with reasons. */
  releases: ReleaseOption[];
  /** What is used where the person chooses nothing. */
  defaultStrategy?: Strategy;
  /** Which parts of it the platform's plans follow; absent: all. */
  strategyParameters?: (keyof Strategy)[];
  /** What would hold for each application in an upgrade planned now. */
  thresholds: EffectiveThreshold[];
  /** The latest, newest first. */
  recentUpgrades: UpgradeSummary[];
  actions: Record<ClusterAction, ActionAvailability>;
  serverTimeMs: number;
}

/**
 * A platform that a driver is installed for.
 *
 * @public
 */
export interface PlatformView {
  platform: string;
  title: string;
  defaultStrategy: Strategy;
  checks: Array<{ id: string; title: string; group: string }>;
}

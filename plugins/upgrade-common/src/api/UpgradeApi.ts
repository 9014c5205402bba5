import { Threshold } from '../model/threshold';
import { PlanKind, UpgradePlan } from '../model/plan';
import { PlanOutline } from '../model/planOutline';
import { UpgradeStatus } from '../model/upgrade';
import { ClusterDetail, ClusterList, PlatformView } from './clusterView';
import { PlanView } from './planView';
import { UpgradeReport } from './reportView';
import {
  ControlUpgradeRequest,
  EndUpgradeRequest,
  SkipLaneRequest,
  CreatePlanRequest,
  DisregardRequest,
  OverrideRequest,
  RunChecksRequest,
  StartUpgradeRequest,
} from './requests';
import { ThresholdView } from './thresholdView';
import {
  ControlAccepted,
  EventsPage,
  UpgradeList,
  UpgradeView,
} from './upgradeView';

/** @public */
export interface UpgradeRequestOptions {
  /** Bearer token; not needed where the injected `fetch` adds one. */
  token?: string;
  signal?: AbortSignal;
}

/** @public */
export interface PlanValuesOptions extends UpgradeRequestOptions {
  /** `shown`: also what people configured, which only who may start the upgrade can see. */
  values?: 'withheld' | 'shown';
}

/** @public */
export interface ListUpgradesOptions {
  clusterRef?: string;
  status?: UpgradeStatus[];
  limit?: number;
  cursor?: string;
}

/** @public */
export interface ListEventsOptions {
  /** Events with a greater number are given; 0 gives all. */
  after?: number;
  /** Seconds to wait for the next event when there is none, at most 25. */
  waitSeconds?: number;
  limit?: number;
}

/**
 * The REST API in TypeScript. Every method rejects with a `ResponseError` from `@backstage/errors`;
 * the message of its `cause` names the object, the reason and the remedy.
 *
 * @public
 */
export interface UpgradeApi {
  listPlatforms(
    options?: UpgradeRequestOptions,
  ): Promise<{ platforms: PlatformView[] }>;
  listClusters(options?: UpgradeRequestOptions): Promise<ClusterList>;
  getCluster(
    clusterRef: string,
    options?: UpgradeRequestOptions,
  ): Promise<ClusterDetail>;

  createPlan(
    clusterRef: string,
    request: CreatePlanRequest,
    options?: UpgradeRequestOptions,
  ): Promise<PlanView>;
  getPlan(planId: string, options?: PlanValuesOptions): Promise<PlanView>;
  runChecks(
    planId: string,
    request?: RunChecksRequest,
    options?: UpgradeRequestOptions,
  ): Promise<PlanView>;
  putOverride(
    planId: string,
    findingId: string,
    request: OverrideRequest,
    options?: UpgradeRequestOptions,
  ): Promise<PlanView>;
  deleteOverride(
    planId: string,
    findingId: string,
    options?: UpgradeRequestOptions,
  ): Promise<PlanView>;

  startUpgrade(
    request: StartUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<UpgradeView>;
  listUpgrades(
    query?: ListUpgradesOptions,
    options?: UpgradeRequestOptions,
  ): Promise<UpgradeList>;
  getUpgrade(
    upgradeId: string,
    options?: UpgradeRequestOptions,
  ): Promise<UpgradeView>;
  getUpgradePlan(
    upgradeId: string,
    kind: PlanKind,
    options?: PlanValuesOptions,
  ): Promise<UpgradePlan>;
  /** The same without what only the engine needs: a fraction of it on a large cluster. */
  getUpgradePlanOutline(
    upgradeId: string,
    kind: PlanKind,
    options?: UpgradeRequestOptions,
  ): Promise<PlanOutline>;
  listEvents(
    upgradeId: string,
    query?: ListEventsOptions,
    options?: UpgradeRequestOptions,
  ): Promise<EventsPage>;
  getReport(
    upgradeId: string,
    options?: UpgradeRequestOptions,
  ): Promise<UpgradeReport>;
  getReportMarkdown(
    upgradeId: string,
    options?: UpgradeRequestOptions,
  ): Promise<string>;

  pauseUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  resumeUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  cancelUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  rollBackUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  retryUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  /** Goes round one lane, such as a dead node, in any direction. */
  skipLane(
    upgradeId: string,
    request: SkipLaneRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  /** Ends a cancelled upgrade with leftovers, when giving them back failed. */
  endUpgrade(
    upgradeId: string,
    request: EndUpgradeRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  disregardThreshold(
    upgradeId: string,
    request: DisregardRequest,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;
  addNote(
    upgradeId: string,
    text: string,
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted>;

  /** `entityRef` names a Component. */
  getThreshold(
    entityRef: string,
    options?: UpgradeRequestOptions,
  ): Promise<ThresholdView>;
  putThreshold(
    entityRef: string,
    threshold: Threshold,
    options?: UpgradeRequestOptions,
  ): Promise<ThresholdView>;
  deleteThreshold(
    entityRef: string,
    options?: UpgradeRequestOptions,
  ): Promise<ThresholdView>;
}

/**
 * Types, permissions, version policies and the typed API client of the upgrade plugins.
 *
 * @packageDocumentation
 */
import * as requestSchemas from './api/requests';

export { objectKey } from './model/objectRef';
export type { ObjectRef } from './model/objectRef';
export type { Message } from './model/message';
export type {
  ApplicationInfo,
  ApplicationPriority,
  BudgetInfo,
  ComponentInfo,
  Inventory,
  NodeInfo,
  PartWay,
  ResourceAmounts,
  VersionShare,
} from './model/inventory';
export type {
  ReleaseOption,
  TargetComponent,
  TargetDescriptor,
} from './model/release';
export type { Strategy, StrategyKind } from './strategy/strategy';
export type {
  EffectiveThreshold,
  Threshold,
  ThresholdAction,
  ThresholdSource,
} from './model/threshold';
export type {
  ChangeAction,
  Disruption,
  FieldChange,
  Lane,
  LaneAdmission,
  OutOfServiceSign,
  PlanAssumption,
  PlanChange,
  PlanKind,
  PlanPhase,
  PlanStep,
  StepPausing,
  Reversibility,
  SnapshotItem,
  PlanTarget,
  UndoStep,
  UpgradePlan,
} from './model/plan';
export { changedTargets } from './model/target';
export type { TargetProgress, TargetState, TargetStatus } from './model/target';
export { outlinePlan } from './model/planOutline';
export type {
  PlanOutline,
  StepOutline,
  UndoOutline,
} from './model/planOutline';
export type {
  RestoreDifference,
  RestoreProof,
  Snapshot,
  SnapshotObject,
} from './model/snapshot';
export type {
  CheckGroup,
  Finding,
  FindingStatus,
  AcceptedFinding,
  Override,
} from './model/finding';
export type {
  Unblocker,
  WaitKind,
  WaitReason,
  WaitRequest,
} from './model/wait';
export type { Failure } from './model/failure';
export type {
  ApplicationHealth,
  FailingInstance,
  Verdict,
} from './model/health';
export type {
  ControlAction,
  ControlRequest,
  Leftover,
  StepState,
  SkippedLane,
  StepStatus,
  UpgradeOutcome,
  UpgradeState,
  UpgradeStatus,
} from './model/upgrade';
export { ENGINE_ACTOR, isFinal } from './model/event';
export type {
  NewEvent,
  UpgradeEvent,
  UpgradeEventData,
  UpgradeEventType,
} from './model/event';
export { applyEvents } from './model/applyEvents';
export { PLAN_BEGUN_ANEW } from './model/event';
export type { FailedLimit } from './strategy/failedLimit';
export {
  FAILED_SHARE,
  failuresAllowed,
  MAX_FAILED_COUNT,
  parseFailedLimit,
} from './strategy/failedLimit';
export { hasBegun } from './model/upgrade';
export { outcomeShortOf } from './model/outcomeShortOf';
export { evolve, IllegalTransitionError, isKnownEvent } from './model/evolve';
export {
  RESOURCE_TYPE_UPGRADE,
  RESOURCE_TYPE_UPGRADE_APPLICATION,
  RESOURCE_TYPE_UPGRADE_CLUSTER,
  upgradeApplicationPermissions,
  upgradeCancelPermission,
  upgradeClusterPermissions,
  upgradeClusterReadPermission,
  upgradeSilencePermission,
  upgradeNotePermission,
  upgradeOverridePermission,
  upgradePausePermission,
  upgradePermissions,
  upgradePlanCreatePermission,
  upgradeReadPermission,
  upgradeRetryPermission,
  upgradeRollbackPermission,
  upgradeRunPermissions,
  upgradeSkipPermission,
  upgradeStartPermission,
  upgradeThresholdEditPermission,
  upgradeThresholdReadPermission,
} from './permissions';
export {
  ANNOTATION_FAILURE_ACTION,
  ANNOTATION_FAILURE_MUST_LAST,
  ANNOTATION_FAILURE_THRESHOLD,
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  ANNOTATION_WORKLOAD,
  CLUSTER_ENTITY_TYPE,
} from './annotations';
export { availableActions, UPGRADE_ACTIONS } from './availability';
export type { ActionAvailability, UpgradeAction } from './availability';
export {
  parseFailureThreshold,
  parseMustLast,
  parseThresholdAction,
  readComponentThreshold,
} from './thresholds/parseThreshold';
export type {
  AnnotationPlace,
  Parsed,
  ThresholdSettings,
} from './thresholds/parseThreshold';
export {
  allowedInstances,
  resolveThreshold,
  THRESHOLD_PRECEDENCE,
} from './thresholds/resolveThreshold';
export type {
  NamedThreshold,
  ThresholdSources,
} from './thresholds/resolveThreshold';
export { isSetAside, SET_ASIDE_CODE } from './model/setAside';
export { laneText } from './words/laneText';
export { entityText, unblockerText, whoText } from './words/people';
export { SIGNAL_CHANNEL } from './api/signal';
export { UPGRADE_PLUGIN_ID, UpgradeClient } from './api/UpgradeClient';
export type { UpgradeClientOptions } from './api/UpgradeClient';
export type {
  RouteArguments,
  RouteInput,
  RouteOutput,
  RouteResource,
  UpgradeApi,
  UpgradeRequestOptions,
} from './api/UpgradeApi';
export { followEvents } from './api/followEvents';
export {
  MAX_DISREGARD_MS,
  MAX_EVENTS_WAIT_SECONDS,
  MAX_REASON_LENGTH,
  MIN_REASON_LENGTH,
} from './api/limits';
export type {
  AuthorizedResource,
  RequestName,
  RouteAuthorization,
  RouteRow,
} from './api/RouteRow';
export { apiRoutes, routeTable } from './api/routes';
export type { ApiRoute, OperationId } from './api/routes';
export { requestSchemas };
export { responseSchemas } from './api/responses/responseSchemas';
export type { ResponseName } from './api/responses/responseSchemas';
export { responseRegistry } from './api/responses/described';
export type { CreatePlanRequest } from './api/requests';
export type {
  ClusterAction,
  ClusterConnectionState,
  ClusterDetail,
  ClusterList,
  ClusterOverview,
  PlatformView,
} from './api/responses/clusterSchemas';
export type {
  PlanAction,
  PlanRecord,
  PlanView,
  StartBlocker,
  StartBlockerKind,
  Verification,
} from './api/responses/planSchemas';
export type {
  ControlAccepted,
  EventsPage,
  UpgradeList,
  UpgradeSummary,
  UpgradeView,
} from './api/responses/upgradeSchemas';
export type {
  PlanVersusActual,
  ReportCause,
  ReportDecision,
  ReportDurations,
  ReportPhase,
  ReportRestore,
  ReportSkipped,
  ReportStep,
  ReportThreshold,
  ReportWait,
  UpgradeReport,
} from './api/responses/reportSchemas';
export type {
  StoredThreshold,
  ThresholdView,
  ThresholdWorkload,
} from './api/responses/clusterSchemas';
export type {
  EdgeAssessment,
  Release,
  VersionPolicy,
} from './versions/VersionPolicy';
export { findPath } from './versions/findPath';
export type { VersionEdge } from './versions/findPath';
export { semverPolicy } from './versions/semverPolicy';
export type { SemverRules } from './versions/semverPolicy';
export { lineGraphPolicy } from './versions/lineGraphPolicy';
export type { LineEdge, LineGraphRules } from './versions/lineGraphPolicy';
export { canTrigger } from './thresholds/canTrigger';
export { isUpToDate } from './versions/isUpToDate';
export { releaseOptions } from './versions/releaseOptions';
export type { ReleaseQuestion } from './versions/releaseOptions';
export { irreversibleSteps, nameToType } from './words/irreversible';
export { ageText, durationText, momentText } from './words/time';
export {
  findingStatusText,
  outcomeText,
  statusText,
  stepStatusText,
  verdictText,
} from './words/statusText';
export {
  CALL_AFTER_MS,
  goalText,
  limitText,
  needsPerson,
  objectText,
  waitedText,
  waitSubjectText,
  waitWhyText,
  waitText,
  waitOf,
} from './words/waitText';
export { findingsText, findingTitle } from './words/findingsText';
export {
  eventText,
  failuresText,
  leftoversText,
  proofText,
} from './words/eventText';
export { pauseWaits } from './words/pauseText';
export type { StepTitles } from './words/eventText';
export { breachText, turnText } from './words/turnText';
export { upgradeSentence } from './words/upgradeSentence';
export { progressText, upgradeSituation } from './words/upgradeSituation';
export { planText, strategyText } from './words/planText';
export { plainLine } from './words/plainLine';
export { compareText } from './words/compareText';
export { listed } from './words/listed';
export { counted } from './words/sentence';

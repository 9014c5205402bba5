/**
 * Types, permissions, version policies and the typed API client of the upgrade plugins.
 *
 * @packageDocumentation
 */
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
  ResourceAmounts,
  VersionShare,
} from './model/inventory';
export type {
  ReleaseOption,
  TargetComponent,
  TargetDescriptor,
} from './model/release';
export type { Strategy, StrategyKind } from './model/strategy';
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
  PlanChange,
  PlanKind,
  PlanPhase,
  PlanStep,
  Reversibility,
  SnapshotItem,
  UndoStep,
  UpgradePlan,
} from './model/plan';
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
  StepState,
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
export { evolve, IllegalTransitionError } from './model/evolve';
export {
  RESOURCE_TYPE_UPGRADE,
  RESOURCE_TYPE_UPGRADE_APPLICATION,
  RESOURCE_TYPE_UPGRADE_CLUSTER,
  upgradeApplicationPermissions,
  upgradeCancelPermission,
  upgradeClusterPermissions,
  upgradeClusterReadPermission,
  upgradeDisregardPermission,
  upgradeNotePermission,
  upgradeOverridePermission,
  upgradePausePermission,
  upgradePermissions,
  upgradePlanCreatePermission,
  upgradeReadPermission,
  upgradeRetryPermission,
  upgradeRollbackPermission,
  upgradeRunPermissions,
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
export { whoText } from './words/people';

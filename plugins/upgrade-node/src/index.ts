/**
 * Driver SDK of the upgrade plugins.
 *
 * @packageDocumentation
 */
export type { Clock } from './ports/Clock';
export { SystemClock } from './ports/SystemClock';
export type { Random } from './ports/Random';
export { SystemRandom } from './ports/SystemRandom';
export { SeededRandom } from './ports/SeededRandom';
export type {
  KubeList,
  KubeObject,
  ObjectKey,
  ObjectMeta,
  OwnerReference,
  ResourceType,
  WatchEvent,
} from './ports/KubeObject';
export type {
  ClusterClient,
  DeleteOptions,
  ListOptions,
  LogOptions,
  PatchOptions,
  PatchType,
  WatchOptions,
  WriteOptions,
} from './ports/ClusterClient';
export {
  ClusterApiError,
  ClusterUnreachableError,
  isApiError,
} from './ports/ClusterApiError';
export type {
  ApiRequest,
  ApiResponse,
  ApiTransport,
} from './ports/ApiTransport';
export { resourceTypes } from './cluster/resourceTypes';
export { RestClusterClient, listAll } from './cluster/RestClusterClient';
export { changesNothing } from './cluster/changesNothing';
export { HttpTransport } from './cluster/HttpTransport';
export type { ClusterConnection } from './cluster/HttpTransport';
export type {
  CheckInput,
  DriverCheck,
  DriverContext,
  PlanInput,
  UpgradeDriver,
} from './driver/UpgradeDriver';
export type { SignalDefinition } from './driver/SignalDefinition';
export { upgradeDriversExtensionPoint } from './driver/extensionPoint';
export type { UpgradeDriversExtensionPoint } from './driver/extensionPoint';
export type {
  AccessRule,
  StepContext,
  StepHandler,
  StepLeftover,
  StepIdentity,
  StepOutcome,
} from './step/StepHandler';
export { TerminalStepError } from './step/TerminalStepError';
export { defineStep } from './step/defineStep';
export type {
  DecisionFacts,
  StepDecision,
  StepDefinition,
} from './step/defineStep';
export { libraryStep, stepInputs } from './steps/stepInputs';
export type { LibraryStepInput, LibraryStepKind } from './steps/stepInputs';
export { requireDistinctKinds, stepHandlersOf } from './steps/stepHandlersOf';
export { stepLibrary } from './steps/stepLibrary';
export { cordonNode } from './steps/cordonNode/cordonNode';
export { drainNode } from './steps/drainNode/drainNode';
export { patchObject } from './steps/patchObject/patchObject';
export { replaceNodePod } from './steps/replaceNodePod/replaceNodePod';
export { restoreCordon } from './steps/restoreCordon/restoreCordon';
export { restoreObject } from './steps/restoreObject/restoreObject';
export { restoreScale } from './steps/restoreScale/restoreScale';
export { scaleWorkload } from './steps/scaleWorkload/scaleWorkload';
export { setConfigData } from './steps/setConfigData/setConfigData';
export { soak } from './steps/soak/soak';
export { waitApplications } from './steps/waitApplications/waitApplications';
export { waitCapacity } from './steps/waitCapacity/waitCapacity';
export { waitCondition } from './steps/waitCondition/waitCondition';
export { waitNodeReady } from './steps/waitNodeReady/waitNodeReady';
export { waitRollout } from './steps/waitRollout/waitRollout';
export {
  ANNOTATION_CORDONED_BY,
  ANNOTATION_EPOCH,
  ANNOTATION_PAUSED_BY,
  ANNOTATION_UPGRADE_ID,
  FIELD_MANAGER,
} from './cluster/changeAnnotations';
export { FencedClusterClient } from './cluster/FencedClusterClient';
export type { FenceOptions } from './cluster/FencedClusterClient';
export { RestrictedClusterClient } from './cluster/RestrictedClusterClient';
export { ClusterWatcher } from './watch/ClusterWatcher';
export type { ClusterWatcherOptions } from './watch/ClusterWatcher';
export type { ClusterChange } from './watch/ResourceCache';
export { missingRights } from './cluster/accessRules';
export {
  API_SERVER_IDENTITY_RIGHT,
  readApiServerId,
} from './cluster/apiServerIdentity';
export { connectionFromKubeconfig } from './cluster/kubeconfig';
export type { KubeconfigSource } from './cluster/kubeconfig';
export { nodeAdmission } from './plan/nodeAdmission';
export { keyOf, resourceTypeOf } from './cluster/resourceTypeOf';
export { readObject, readObjects } from './cluster/readObject';
export type { ReadContext } from './cluster/readObject';
export { matchesLabels, selectorText } from './cluster/labelSelector';
export { objectRefOf } from './cluster/objectRefOf';
export { applicationIdOf, budgetInfos } from './inspection/budgetInfos';
export { applicationInfos } from './inspection/applicationInfos';
export type { ApplicationNames } from './inspection/applicationInfos';
export { nodeInfos } from './inspection/nodeInfos';
export type { PlatformNode } from './inspection/nodeInfos';
export { versionShares } from './inspection/versionShares';
export {
  imageTag,
  mainContainer,
  runningVersion,
  runningVersions,
  withImageTag,
  workloadComponent,
} from './inspection/workloadVersions';
export type { LabelSelector } from './cluster/labelSelector';
export { readPointer, writePointer } from './fields/jsonPointer';
export { isSameJson } from './fields/isSameJson';
export { parseQuantity } from './fields/quantity';
export {
  conditionOf,
  controllerOf,
  hasCondition,
  isPodFinished,
  isPodReady,
  isTerminating,
  podProblem,
  podRef,
  ownerWorkloadOf,
  withoutOrphanedPods,
  workloadIdOf,
} from './workloads/pods';
export type { PodProblem } from './workloads/pods';
export { TAINT_TO_BE_UPGRADED } from './steps/avoidNodes/avoidTaint';
export {
  isMovedByDrain,
  isUnmanaged,
  keepsDataOnNode,
} from './workloads/drainedPods';
export { disruptionsAllowed } from './workloads/disruptionsAllowed';
export type { BudgetRule } from './workloads/disruptionsAllowed';
export { nodeRef } from './workloads/nodes';
export { podRequests } from './workloads/podRequests';
export { workloadCounts } from './workloads/workloads';
export type { WorkloadCounts } from './workloads/workloads';
export { lintPlan } from './plan/lintPlan';
export type { PlanProblem } from './plan/PlanProblem';
export { answersOrPass, defineCheck } from './checks/defineCheck';
export type { CheckAnswer } from './checks/defineCheck';
export { blockingBudgets } from './checks/blockingBudgets';
export { componentHealth } from './checks/componentHealth';
export { conflictingControllers } from './checks/conflictingControllers';
export { headroom } from './checks/headroom';
export { leftovers } from './checks/leftovers';
export { mixedVersions } from './checks/mixedVersions';
export { nodePressure } from './checks/nodePressure';
export { nodesReady } from './checks/nodesReady';
export type { NodeJudgements } from './checks/nodesReady';
export { pendingRollouts } from './checks/pendingRollouts';
export { podsAtRisk } from './checks/podsAtRisk';
export { rightsGranted } from './checks/rightsGranted';
export { rollbackPossible } from './checks/rollbackPossible';
export { targetImages } from './checks/targetImages';
export type { ImageSource } from './checks/targetImages';
export { thresholdTexts } from './checks/thresholdTexts';
export {
  isCredentialName,
  WITHHELD,
  withoutCredentials,
  withoutValues,
  withoutCredentialsInSentence,
} from './secrecy/credentials';
export { withoutFreeValues, withoutSecretValues } from './secrecy/redactJson';

/**
 * What tests of drivers and steps are built from.
 *
 * @packageDocumentation
 */
export { VirtualClock } from './VirtualClock';
export {
  InterceptedClusterClient,
  isWrite,
  requestText,
} from './InterceptedClusterClient';
export type {
  ClientRequest,
  RequestInterceptor,
} from './InterceptedClusterClient';
export { recordRequests } from './recordRequests';
export type { RecordedRequests } from './recordRequests';
export {
  buildBudget,
  buildNode,
  buildPod,
  buildWorkload,
} from './builders/objectBuilders';
export type { ObjectParts } from './builders/objectBuilders';
export { buildPlan, buildStep, buildUndo } from './builders/planBuilders';
export {
  buildApplication,
  buildInventory,
  buildNodeInfo,
} from './builders/inventoryBuilders';
export { answerLines } from './builders/answerLines';
export { decisionFacts } from './builders/decisionFacts';
export { deepFreeze } from './deepFreeze';
export { decisionText } from './builders/decisionText';
export type { ClusterWorld } from './trials/ClusterWorld';
export { CrashError, StepTrial, TRIAL_IDENTITY } from './trials/StepTrial';
export type { TrialStep } from './trials/StepTrial';
export { describeStepContract } from './step.contract';
export type { StepContractScenario } from './step.contract';
export { exampleDriver } from './exampleDriver/exampleDriver';
export { exampleManifests } from './exampleDriver/manifests';
export { describeDriverContract } from './driver.contract';
export type { DriverContractOptions } from './driver.contract';
export { DriverTrial } from './trials/DriverTrial';
export { withRunningImages, withTemplateImages } from './trials/rewriteImages';
export { PlanTrial } from './trials/PlanTrial';
export { grantedRights, neededRights } from './manifestRights';

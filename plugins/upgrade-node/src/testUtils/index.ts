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
} from './objectBuilders';
export type { ObjectParts } from './objectBuilders';
export { buildPlan, buildStep, buildUndo } from './planBuilders';
export { decisionFacts } from './decisionFacts';
export { deepFreeze } from './deepFreeze';
export { decisionText } from './decisionText';
export type { ClusterWorld } from './ClusterWorld';
export { CrashError, StepTrial } from './StepTrial';
export type { TrialStep } from './StepTrial';
export { describeStepContract } from './step.contract';
export type { StepContractScenario } from './step.contract';

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

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

import { ClusterClient } from '../ports/ClusterClient';
import {
  ClientRequest,
  InterceptedClusterClient,
  isWrite,
} from './InterceptedClusterClient';

/** @public */
export interface RecordedRequests {
  client: ClusterClient;
  /** All requests so far, in order. */
  requests: ClientRequest[];
  /** Those that change the cluster. */
  writes(): ClientRequest[];
}

/**
 * A client that remembers what was asked of it.
 *
 * @public
 */
export function recordRequests(client: ClusterClient): RecordedRequests {
  const requests: ClientRequest[] = [];
  return {
    requests,
    writes: () => requests.filter(isWrite),
    client: new InterceptedClusterClient(client, (request, send) => {
      requests.push(request);
      return send();
    }),
  };
}

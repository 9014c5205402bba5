/**
 * One HTTP exchange with a Kubernetes API. The REST client is written once above it; below it is
 * either a socket or the embedded cluster in the same process.
 *
 * @public
 */
export interface ApiTransport {
  /**
   * Resolves for every HTTP status; rejects with `ClusterUnreachableError` when there was no answer.
   */
  request(request: ApiRequest): Promise<ApiResponse>;
}

/** @public */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute path without query, for example `/api/v1/nodes`. */
  path: string;
  query?: Record<string, string>;
  /** Names in lower case. */
  headers?: Record<string, string>;
  /** A complete body; JSON unless `content-type` says otherwise. */
  body?: string;
  signal?: AbortSignal;
}

/** @public */
export interface ApiResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The body in chunks of any size, for watches and followed logs. */
  chunks: AsyncIterable<string>;
}

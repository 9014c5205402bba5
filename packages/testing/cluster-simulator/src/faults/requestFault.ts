/** @public */
export type RequestFaultKind =
  /** The API refuses the request with `status`. */
  | 'request-error'
  /** The answer comes `delayMs` later. */
  | 'request-latency'
  /** A watch ends after `delayMs`, as when a connection breaks. */
  | 'dropped-watch'
  /** A watch stays open and tells everything `delayMs` later; without `delayMs`, not while the fault lasts. */
  | 'stale-watch';

/**
 * What can go wrong between a client and the API.
 *
 * @public
 */
export interface RequestFault {
  /** Names the fault, so that it can be taken away again. */
  name: string;
  kind: RequestFaultKind;
  /** All that are given must fit; an empty match hits every request for a resource. */
  match: {
    /** API verbs: get, list, watch, create, update, patch, delete, deletecollection. */
    verbs?: string[];
    /** Plurals, or `plural/subresource` such as `pods/eviction`. */
    resources?: string[];
    namespace?: string;
    /** Name of the object. */
    object?: string;
  };
  /** `request-error`: 409, 429, 500, 503 or any other HTTP status above 399. */
  status?: number;
  /** `request-error`: sent as `Retry-After`. */
  retryAfterSeconds?: number;
  delayMs?: number;
  /** How likely a matching request is hit, 0 to 1; always when absent. */
  probability?: number;
  /** How many requests are hit before the fault ends by itself; unlimited when absent. */
  times?: number;
}

/**
 * The API's own answer to a request it refused: a Kubernetes `Status`.
 *
 * @public
 */
export class ClusterApiError extends Error {
  override readonly name = 'ClusterApiError';

  constructor(
    /** HTTP status code. */
    readonly status: number,
    /** Kubernetes reason, for example `NotFound`; empty when the answer had none. */
    readonly reason: string,
    message: string,
    /** `details.causes` of the Status. */
    readonly causes: ReadonlyArray<{
      reason?: string;
      message?: string;
      field?: string;
    }> = [],
    /** What the server asked to wait before trying again. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/**
 * The API gave no answer: refused connection, reset, timeout, unreadable answer.
 *
 * @public
 */
export class ClusterUnreachableError extends Error {
  override readonly name = 'ClusterUnreachableError';
}

/** @public */
export function isApiError(
  error: unknown,
  status: number,
  reason?: string,
): error is ClusterApiError {
  return (
    error instanceof ClusterApiError &&
    error.status === status &&
    (reason === undefined || error.reason === reason)
  );
}

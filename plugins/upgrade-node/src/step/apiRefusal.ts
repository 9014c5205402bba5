import { Failure } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterApiError } from '../ports/ClusterApiError';

/** Answers to a request that is wrong in itself: the same request gets the same answer. */
const REJECTING_STATUSES = new Set([400, 405, 413, 415, 422]);

/**
 * The failure behind an API answer that trying again doesn't change; undefined for every other error.
 *
 * 403 is a missing right or a quota and needs a person, except in a namespace that is being deleted,
 * where it passes.
 *
 * @internal
 */
export function refusalOf(error: unknown): Failure | undefined {
  if (!(error instanceof ClusterApiError)) {
    return undefined;
  }
  if (error.status === 403 && !isNamespaceTerminating(error)) {
    return {
      kind: 'error',
      cause: {
        code: 'api-forbidden',
        text: `The cluster's API refused the request: ${error.message}`,
      },
      remedy:
        "Grant the upgrade's account the missing right, or raise the quota named, then retry the step",
    };
  }
  if (REJECTING_STATUSES.has(error.status)) {
    return {
      kind: 'error',
      cause: {
        code: 'api-rejected',
        params: { status: error.status },
        text: `The cluster's API rejected the request (${error.status}): ${error.message}`,
      },
      remedy:
        'The plan asks for something this cluster does not accept: correct the target or the cluster, then make a new plan',
    };
  }
  return undefined;
}

/** @internal */
export function isNamespaceTerminating(error: ClusterApiError): boolean {
  return error.causes.some(cause => cause.reason === 'NamespaceTerminating');
}

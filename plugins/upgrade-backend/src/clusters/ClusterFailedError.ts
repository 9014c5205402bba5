import { CustomErrorBase } from '@backstage/errors';
import {
  ClusterApiError,
  ClusterUnreachableError,
} from '@cluster-upgrade/plugin-upgrade-node';

/** What a cluster says is shown, but never more of it than people read. */
const MAX_WORDS = 300;

/** The parts of a {@link ClusterFailedError}. */
export interface ClusterFailure {
  /** 502: the cluster gave no usable answer; 504: it gave none in time. */
  statusCode: 502 | 504;
  reason: string;
  remedy: string;
}

/**
 * A cluster gave no usable answer. Its own status says nothing about the caller's request, so the portal
 * answers 502 or 504 whatever it was.
 */
export class ClusterFailedError extends CustomErrorBase {
  override name = 'ClusterFailedError' as const;
  readonly statusCode: 502 | 504;
  readonly reason: string;
  readonly remedy: string;

  constructor({ statusCode, reason, remedy }: ClusterFailure) {
    super(`${reason} ${remedy}`);
    this.statusCode = statusCode;
    this.reason = reason;
    this.remedy = remedy;
  }
}

/**
 * The error for the portal's callers, where it comes from a cluster; any other is given back as it is.
 *
 * @param what - what was asked for, for example `the inspection of resource:default/prod`
 */
export function clusterFailureOf(what: string, error: unknown): unknown {
  if (error instanceof ClusterApiError) {
    return new ClusterFailedError({
      statusCode: 502,
      reason: `The cluster refused ${what} with status ${error.status}. ${quoted(
        error.message,
      )}`,
      remedy: remedyFor(error.status),
    });
  }
  if (error instanceof ClusterUnreachableError) {
    return new ClusterFailedError({
      statusCode: 502,
      reason: `The cluster gave no usable answer to ${what}. ${quoted(
        error.message,
      )}`,
      remedy:
        "Check that the cluster's API is up, that the url in the portal's kubernetes configuration is right and that the portal can reach it.",
    });
  }
  return error;
}

/** Marks what others wrote, and keeps it short and on one line. */
function quoted(words: string): string {
  const line = words
    .slice(0, 4 * MAX_WORDS)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const short =
    line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)} …` : line;
  return `What came from the cluster: "${short}".`;
}

function remedyFor(status: number): string {
  switch (status) {
    case 401:
      return "Renew the token of the portal's account in the kubernetes configuration.";
    case 403:
      return "Apply the driver's manifests/rbac.yaml for the portal's account on the cluster.";
    default:
      return "Look at the cluster's API server, then try again.";
  }
}

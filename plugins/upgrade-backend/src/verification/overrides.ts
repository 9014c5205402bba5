import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Finding,
  Message,
  Override,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Findings that stand in the way of a start until somebody accepts them. */
export function needsOverride({ status }: Finding): boolean {
  return status === 'soft-block' || status === 'not-checked';
}

/** Why an override doesn't cover a finding any more; undefined while it does. */
export function overrideInvalidReason(
  override: Override,
  finding: Finding | undefined,
  nowMs: number,
): Message | undefined {
  if (override.expiresAtMs !== undefined && override.expiresAtMs <= nowMs) {
    return { code: 'override-expired', text: 'The override has expired.' };
  }
  if (!finding) {
    return {
      code: 'override-without-finding',
      text: 'The check does not report this any more.',
    };
  }
  if (finding.observed !== override.observed) {
    return {
      code: 'override-of-other-value',
      params: { accepted: override.observed, observed: finding.observed },
      text: `The override accepted "${override.observed}", but now it is "${finding.observed}".`,
    };
  }
  return undefined;
}

/**
 * The override of a finding, bound to the value that the person has seen.
 *
 * @throws NotFoundError when the plan has no such finding
 * @throws ConflictError when it can't be overridden
 * @throws InputError when it would have expired already
 */
export function makeOverride(
  planId: string,
  findings: readonly Finding[],
  request: {
    findingId: string;
    reason: string;
    by: string;
    expiresAtMs?: number;
  },
  nowMs: number,
): Override {
  const finding = findings.find(({ id }) => id === request.findingId);
  if (!finding) {
    throw new NotFoundError(
      `Plan ${planId} has no finding '${request.findingId}'. Run the verification and choose one of its findings.`,
    );
  }
  if (finding.status === 'hard-block') {
    throw new ConflictError(
      `'${finding.title}' is a hard block and can't be overridden: ${finding.observed}. ${finding.remedy ?? `Needed: ${finding.needed}.`}`,
    );
  }
  if (!needsOverride(finding)) {
    throw new ConflictError(
      `'${finding.title}' does not stand in the way of a start, so there is nothing to override.`,
    );
  }
  if (request.expiresAtMs !== undefined && request.expiresAtMs <= nowMs) {
    throw new InputError(
      'expiresAtMs is in the past. Leave it out, or choose a time to come.',
    );
  }
  return {
    findingId: finding.id,
    reason: request.reason,
    by: request.by,
    atMs: nowMs,
    observed: finding.observed,
    ...(request.expiresAtMs === undefined
      ? {}
      : { expiresAtMs: request.expiresAtMs }),
  };
}

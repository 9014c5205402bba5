import { ConflictError, InputError } from '@backstage/errors';
import { StartBlocker } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';

/** Problems of one request that are listed; more would not be read. */
const MAX_LISTED = 10;

/** What a request got wrong, field by field. */
export function invalidRequest(
  part: 'path' | 'query' | 'body',
  error: z.ZodError,
): InputError {
  const listed = error.issues.slice(0, MAX_LISTED).map(issue => {
    const field = [part, ...issue.path.map(String)].join('.');
    return `${field}: ${issue.message}`;
  });
  const rest = error.issues.length - listed.length;
  return new InputError(
    `The request is not valid. ${listed.join('; ')}${
      rest > 0 ? `; and ${rest} more` : ''
    }. The API is described at /openapi.json.`,
  );
}

/** Why a plan can't be started. */
export function startRefused(
  planId: string,
  blockers: readonly StartBlocker[],
): ConflictError {
  const reasons = blockers
    .slice(0, MAX_LISTED)
    .map(({ reason, remedy }) => `${reason.text} ${remedy}`);
  const rest = blockers.length - reasons.length;
  return new ConflictError(
    `Plan ${planId} can't be started. ${reasons.join(' ')}${
      rest > 0 ? ` And ${rest} more reasons: see the plan.` : ''
    }`,
  );
}

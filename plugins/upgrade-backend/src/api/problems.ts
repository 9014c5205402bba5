import { ConflictError, InputError } from '@backstage/errors';
import {
  StartBlocker,
  UPGRADE_PLUGIN_ID,
} from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';

/** Ends a refusal: where it says what a request has to look like. The token is the one of the request. */
export const DESCRIBED_AT = `The API is described at /api/${UPGRADE_PLUGIN_ID}/openapi.json, for the same token.`;

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
    }. ${DESCRIBED_AT}`,
  );
}

/** Why a plan can't be started. */
export function startRefused(blockers: readonly StartBlocker[]): ConflictError {
  const reasons = blockers
    .slice(0, MAX_LISTED)
    .map(({ reason, remedy }) => `${reason.text} ${remedy}`);
  const rest = blockers.length - reasons.length;
  return new ConflictError(
    `The plan can't be started. ${reasons.join(' ')}${
      rest > 0 ? ` And ${rest} more reasons: see the plan.` : ''
    }`,
  );
}

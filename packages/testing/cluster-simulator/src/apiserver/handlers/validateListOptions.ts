import { FieldError, forbiddenField, notSupported } from '../errors/FieldError';
import { badRequest, invalid, StatusError } from '../errors/StatusError';

const listOptionsKind = { group: 'meta.k8s.io', kind: 'ListOptions' };

/**
 * Checks the combination of a list's or watch's query parameters.
 *
 * @throws StatusError with code 400, 422, or 500 as upstream has it
 * @internal
 */
export function validateListOptions(
  query: Record<string, string>,
  isWatch: boolean,
): void {
  for (const name of ['limit', 'timeoutSeconds']) {
    if (query[name] && !/^-?\d+$/.test(query[name])) {
      throw badRequest(
        `strconv.ParseInt: parsing ${JSON.stringify(
          query[name],
        )}: invalid syntax`,
      );
    }
  }
  checkVersion(query, isWatch);
  const errors = isWatch ? watchErrors(query) : listErrors(query);
  if (errors.length > 0) {
    throw invalid(listOptionsKind, '', errors);
  }
}

function checkVersion(
  { resourceVersion }: Record<string, string>,
  isWatch: boolean,
): void {
  if (!resourceVersion || /^\d+$/.test(resourceVersion)) {
    return;
  }
  const value = JSON.stringify(resourceVersion);
  const problem = `resourceVersion: Invalid value: ${value}: strconv.ParseUint: parsing ${value}: invalid syntax`;
  throw isWatch
    ? new StatusError(500, '', problem)
    : badRequest(`invalid resource version: ${problem}`);
}

function watchErrors(query: Record<string, string>): FieldError[] {
  const match = query.resourceVersionMatch;
  if (query.sendInitialEvents === undefined) {
    return match
      ? [
          forbiddenField(
            'resourceVersionMatch',
            'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
          ),
        ]
      : [];
  }
  return match === 'NotOlderThan'
    ? []
    : [
        forbiddenField(
          'resourceVersionMatch',
          'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        ),
      ];
}

function listErrors(query: Record<string, string>): FieldError[] {
  const errors: FieldError[] = [];
  if (query.sendInitialEvents !== undefined) {
    errors.push(
      forbiddenField(
        'sendInitialEvents',
        'sendInitialEvents is forbidden for list',
      ),
    );
  }
  return [...errors, ...matchErrors(query)];
}

function matchErrors(query: Record<string, string>): FieldError[] {
  const match = query.resourceVersionMatch;
  const forbid = (detail: string) =>
    forbiddenField('resourceVersionMatch', detail);
  if (!match) {
    return [];
  }
  const errors: FieldError[] = [];
  if (query.continue) {
    errors.push(
      forbid('resourceVersionMatch is forbidden when continue is provided'),
    );
  }
  if (!query.resourceVersion) {
    errors.push(
      forbid(
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      ),
    );
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    errors.push(
      notSupported('resourceVersionMatch', match, [
        'Exact',
        'NotOlderThan',
        '',
      ]),
    );
  }
  if (match === 'Exact' && query.resourceVersion === '0') {
    errors.push(
      forbid(
        'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      ),
    );
  }
  return errors;
}

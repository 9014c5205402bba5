import { FieldError, forbiddenField, invalidValue } from '../errors/FieldError';
import { badRequest, invalid } from '../errors/StatusError';

const listOptionsKind = { group: 'meta.k8s.io', kind: 'ListOptions' };

/**
 * Checks the combination of a list's or watch's query parameters.
 *
 * @throws StatusError with code 400 or 422
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
  const errors = [
    ...versionErrors(query),
    ...(isWatch ? watchErrors(query) : listErrors(query)),
  ];
  if (errors.length > 0) {
    throw invalid(listOptionsKind, '', errors);
  }
}

function versionErrors({ resourceVersion }: Record<string, string>) {
  return resourceVersion && !/^\d+$/.test(resourceVersion)
    ? [
        invalidValue(
          'resourceVersion',
          resourceVersion,
          `strconv.ParseUint: parsing ${JSON.stringify(
            resourceVersion,
          )}: invalid syntax`,
        ),
      ]
    : [];
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
  const match = query.resourceVersionMatch;
  if (!match) {
    return errors;
  }
  if (query.continue) {
    errors.push(
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden when continue is provided',
      ),
    );
  }
  if (!query.resourceVersion) {
    errors.push(
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      ),
    );
  }
  return errors;
}

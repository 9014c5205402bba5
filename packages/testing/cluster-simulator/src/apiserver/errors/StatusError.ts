import { FieldError, fieldErrorCause } from './FieldError';
import { StatusCause } from './StatusCause';

/** @internal */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** @internal */
export interface GroupResource {
  group: string;
  plural: string;
}

/**
 * A refusal, in the API's own words: becomes a `Status` object with its HTTP code.
 *
 * @internal
 */
export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }

  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.details && { details: this.details }),
      code: this.code,
    };
  }
}

/** `deployments.apps`, or `pods` for the core group. */
function qualifiedName({ group, plural }: GroupResource): string {
  return group ? `${plural}.${group}` : plural;
}

function detailsOf({ group, plural }: GroupResource, name: string) {
  return {
    ...(name && { name }),
    ...(group && { group }),
    kind: plural,
  };
}

/** @internal */
export function notFound(resource: GroupResource, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualifiedName(resource)} "${name}" not found`,
    detailsOf(resource, name),
  );
}

/** @internal */
export function alreadyExists(
  resource: GroupResource,
  name: string,
): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualifiedName(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );
}

/** @internal */
export function conflict(
  resource: GroupResource,
  name: string,
  cause: string,
): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(
      resource,
    )} "${name}": ${cause}`,
    detailsOf(resource, name),
  );
}

/**
 * The answer to a write whose `resourceVersion` is not the current one.
 *
 * @internal
 */
export function staleVersion(
  resource: GroupResource,
  name: string,
): StatusError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

/** @internal */
export function forbidden(
  resource: GroupResource,
  name: string,
  cause: string,
  causes?: StatusCause[],
): StatusError {
  const subject = name
    ? `${qualifiedName(resource)} "${name}"`
    : qualifiedName(resource);
  return new StatusError(
    403,
    'Forbidden',
    `${subject} is forbidden: ${cause}`,
    { ...detailsOf(resource, name), ...(causes && { causes }) },
  );
}

/** @internal */
export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/**
 * The answer to an object that breaks the rules of its kind.
 *
 * @param kind - the kind, or the plural where upstream uses it
 * @internal
 */
export function invalid(
  { group, kind }: { group: string; kind: string },
  name: string,
  errors: FieldError[],
): StatusError {
  const qualifiedKind = group ? `${kind}.${group}` : kind;
  const sentences = [
    ...new Set(
      errors.map(error => `${error.field}: ${fieldErrorCause(error).message}`),
    ),
  ];
  const text =
    sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
  return new StatusError(
    422,
    'Invalid',
    `${qualifiedKind} "${name}" is invalid: ${text}`,
    {
      ...(name && { name }),
      ...(group && { group }),
      ...(kind && { kind }),
      causes: errors.map(fieldErrorCause),
    },
  );
}

/** @internal */
export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** @internal */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}

/** @internal */
export function unsupportedMediaType(
  accepted: readonly string[],
  remedy?: string,
): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}${remedy ? `. ${remedy}` : ''}`,
  );
}

/**
 * Upstream's router refuses what no patch handler takes before any of them sees it.
 *
 * @internal
 */
export function unroutableMediaType(): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    '415: Unsupported Media Type',
    {},
  );
}

/**
 * The answer to a resource that a known group and version doesn't have.
 *
 * @internal
 */
export function unknownResource(): StatusError {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

/** @internal */
export function internalError(message: string): StatusError {
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    { causes: [{ message }] },
  );
}

/** @internal */
export function tooManyRequests(
  message: string,
  retryAfterSeconds: number,
  causes?: StatusCause[],
): StatusError {
  return new StatusError(429, 'TooManyRequests', message, {
    ...(causes && { causes }),
    ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
  });
}

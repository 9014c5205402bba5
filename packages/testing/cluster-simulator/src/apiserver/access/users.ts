import { StatusError } from '../errors/StatusError';
import { ResourceVerb } from '../request/requestInfo';

/**
 * What one rule allows; `*` stands for all.
 *
 * @public
 */
export interface AllowRule {
  verbs: string[];
  /** Empty string for the core group. */
  groups: string[];
  /** Plurals, or `plural/subresource`. */
  resources: string[];
  /** Everywhere when absent. */
  namespaces?: string[];
  /** Every object when absent. */
  names?: string[];
}

/**
 * Who may call the embedded cluster.
 *
 * @public
 */
export interface SimulatorUser {
  name: string;
  token: string;
  groups?: string[];
  /** Everything is allowed when absent. */
  allow?: AllowRule[];
}

/** @internal */
export interface AccessRequest {
  verb: ResourceVerb | string;
  group: string;
  plural: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/**
 * Finds the user of an `authorization` header. Without one the request is the first user's:
 * `kubectl` sends no credentials over plain HTTP.
 *
 * @throws StatusError with code 401 for a token that nobody has
 * @internal
 */
export function authenticate(
  users: readonly SimulatorUser[],
  authorization: string | undefined,
): SimulatorUser {
  if (authorization === undefined) {
    return users[0];
  }
  const token = /^Bearer\s+(.+)$/i.exec(authorization)?.[1];
  const user = users.find(candidate => candidate.token === token);
  if (!user) {
    throw new StatusError(401, 'Unauthorized', 'Unauthorized');
  }
  return user;
}

/** @internal */
export function isAllowed(
  user: SimulatorUser,
  request: AccessRequest,
): boolean {
  if (!user.allow) {
    return true;
  }
  const resource = request.subresource
    ? `${request.plural}/${request.subresource}`
    : request.plural;
  return user.allow.some(
    rule =>
      covers(rule.verbs, request.verb) &&
      covers(rule.groups, request.group) &&
      (covers(rule.resources, resource) ||
        (request.subresource !== undefined &&
          rule.resources.includes(`*/${request.subresource}`))) &&
      (!rule.namespaces || covers(rule.namespaces, request.namespace ?? '')) &&
      (!rule.names || covers(rule.names, request.name ?? '')),
  );
}

function covers(allowed: string[], value: string): boolean {
  return allowed.includes('*') || allowed.includes(value);
}

/**
 * Upstream's sentence for a denied request, without the leading resource.
 *
 * @internal
 */
export function denialMessage(
  user: SimulatorUser,
  { verb, group, plural, subresource, namespace }: AccessRequest,
): string {
  const resource = subresource ? `${plural}/${subresource}` : plural;
  const scope = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`;
}

import type { ApiRequest } from '@cluster-upgrade/plugin-upgrade-node';

/** @internal */
export type ResourceVerb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

/**
 * What a resource request asks for, read from method, path and query alone.
 *
 * @internal
 */
export interface ResourceRequestInfo {
  verb: ResourceVerb;
  group: string;
  version: string;
  plural: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

const namespaceSubresources = new Set(['status', 'finalize']);

/**
 * Reads `/api/v1/…` and `/apis/<group>/<version>/…` paths; undefined for every other path
 * (discovery, health, metrics of the server itself).
 *
 * @internal
 */
export function resourceRequestInfo(
  request: Pick<ApiRequest, 'method' | 'path' | 'query'>,
): ResourceRequestInfo | undefined {
  const segments = request.path.split('/').filter(Boolean);
  const prefix = segments.shift();
  if (prefix !== 'api' && prefix !== 'apis') {
    return undefined;
  }
  const group = prefix === 'apis' ? (segments.shift() ?? '') : '';
  const version = segments.shift();
  if (!version || segments.length === 0) {
    return undefined;
  }
  // The old form of a watch: /api/v1/watch/pods
  const isWatchPath = segments[0] === 'watch' && segments.length > 1;
  if (isWatchPath) {
    segments.shift();
  }
  let namespace: string | undefined;
  if (segments[0] === 'namespaces' && segments.length > 1) {
    namespace = segments[1];
    if (segments.length > 2 && !namespaceSubresources.has(segments[2])) {
      segments.splice(0, 2);
    }
  }
  const [plural, name, ...rest] = segments.map(decodeURIComponent);
  return {
    verb: verbOf(request, name, isWatchPath),
    group,
    version,
    plural,
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    ...(rest.length > 0 && { subresource: rest.join('/') }),
  };
}

function verbOf(
  request: Pick<ApiRequest, 'method' | 'query'>,
  name: string | undefined,
  isWatchPath: boolean,
): ResourceVerb {
  switch (request.method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default: {
      const isWatch = isWatchPath || isTrue(request.query?.watch);
      if (name !== undefined) {
        return isWatchPath ? 'watch' : 'get';
      }
      return isWatch ? 'watch' : 'list';
    }
  }
}

/**
 * How the API reads booleans in queries: anything but `false` and `0` is true when present.
 *
 * @internal
 */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== 'false' && value !== '0';
}

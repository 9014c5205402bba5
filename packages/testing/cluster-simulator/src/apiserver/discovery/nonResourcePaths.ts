import type {
  ApiRequest,
  ApiResponse,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  jsonResponse,
  pageNotFound,
  textResponse,
} from '../response/responses';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { ServerContext } from '../ServerContext';
import {
  acceptsAggregated,
  aggregatedContentType,
  aggregatedGroups,
} from './aggregatedDiscovery';
import {
  legacyGroup,
  legacyGroupList,
  legacyResourceList,
  legacyVersions,
} from './legacyDiscovery';
import { openApiV2ContentType, openApiV2Document } from './openApiV2';
import { openApiDocument, openApiIndex } from './openApiV3';
import { serverVersion } from './serverVersion';

const healthPaths = ['healthz', 'livez', 'readyz'];

/**
 * Paths that stand for no resource: health, version, discovery.
 *
 * @internal
 */
export function handleNonResource(
  context: ServerContext,
  { method, path, headers }: ApiRequest,
): ApiResponse {
  if (method !== 'GET') {
    return pageNotFound();
  }
  const [root, ...rest] = path.split('/').filter(Boolean);
  if (healthPaths.includes(root)) {
    return textResponse(200, 'ok');
  }
  const isAggregated = rest.length === 0 && acceptsAggregated(headers?.accept);
  if (isAggregated && (root === 'api' || root === 'apis')) {
    const body = aggregatedGroups(context.registry, root === 'api');
    return textResponse(200, JSON.stringify(body), aggregatedContentType);
  }
  if (root === 'openapi' && rest[0] === 'v2') {
    return textResponse(
      200,
      openApiV2Document(serverVersion.gitVersion),
      openApiV2ContentType,
    );
  }
  const body = discoveryDocument(context, root, rest);
  return body ? jsonResponse(200, body) : pageNotFound();
}

function discoveryDocument(
  { registry }: ServerContext,
  root: string | undefined,
  rest: string[],
): unknown {
  switch (root) {
    case undefined:
      return {
        paths: ['/api', '/apis', '/healthz', '/livez', '/readyz', '/version'],
      };
    case 'version':
      return serverVersion;
    case 'api':
      return rest.length === 0
        ? legacyVersions()
        : legacyResourceList(registry, '', rest[0]);
    case 'apis':
      if (rest.length === 0) {
        return legacyGroupList(registry);
      }
      return rest.length === 1
        ? legacyGroup(registry, rest[0])
        : legacyResourceList(registry, rest[0], rest[1]);
    case 'openapi':
      return rest[0] === 'v3'
        ? openApi(registry, rest.slice(1).join('/'))
        : undefined;
    default:
      return undefined;
  }
}

function openApi(registry: ResourceRegistry, root: string): unknown {
  return root ? openApiDocument(registry, root) : openApiIndex(registry);
}

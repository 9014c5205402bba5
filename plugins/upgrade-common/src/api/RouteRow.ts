import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_UPGRADE,
  RESOURCE_TYPE_UPGRADE_APPLICATION,
  RESOURCE_TYPE_UPGRADE_CLUSTER,
} from '../permissions';
import type * as requestSchemas from './requests';
import type { ResponseName } from './responses/responseSchemas';

/**
 * Name of one of the schemas of requests. Rows name their schemas, so that the client in the browser doesn't
 * carry them.
 *
 * @public
 */
export type RequestName = keyof typeof requestSchemas;

/**
 * One operation of the REST API: what the client sends, what the router checks, and what the OpenAPI document
 * says.
 *
 * @public
 */
export interface RouteRow {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /**
   * Below the plugin's base URL; parameters begin with a colon. `:kind/:namespace/:name` is an entity, whose ref
   * the client takes.
   */
  path: `/v1/${string}`;
  summary: string;
  /** What is authorised for which thing; absent: every signed-in caller. */
  authorization?: RouteAuthorization;
  /** Absent: the path has no parameters. */
  params?: RequestName;
  /** Absent: there are none. */
  query?: RequestName;
  /** Absent: the request has no body. */
  body?: RequestName;
  /** Says that creating with the same key twice creates once. */
  hasIdempotencyKey?: boolean;
  /** Status to the name of the answer. */
  responses: Record<number, ResponseName>;
  /** The cluster itself is asked, so that the answer may be 502 or 504. */
  isClusterAsked?: boolean;
  /** There is a limit per user, so that the answer may be 429. */
  isLimitedPerUser?: boolean;
  /** Also offered as `text/markdown`; the query's `format` says which, and the client has a method for each. */
  isMarkdownOffered?: boolean;
  /** Its effect on a cluster, or on its protection, is strong: it is audited as such. */
  isSevere?: boolean;
}

/** @public */
export interface RouteAuthorization<
  R extends AuthorizedResource = AuthorizedResource,
> {
  permission: ResourcePermission;
  resource: R;
}

/**
 * What a permission is asked for. `plan`: the cluster that a plan is for. `list`: what may not be seen
 * is left out instead.
 *
 * @public
 */
export type AuthorizedResource = keyof ResourceTypes;

interface ResourceTypes {
  cluster: typeof RESOURCE_TYPE_UPGRADE_CLUSTER;
  plan: typeof RESOURCE_TYPE_UPGRADE_CLUSTER;
  upgrade: typeof RESOURCE_TYPE_UPGRADE;
  application: typeof RESOURCE_TYPE_UPGRADE_APPLICATION;
  list: typeof RESOURCE_TYPE_UPGRADE_CLUSTER | typeof RESOURCE_TYPE_UPGRADE;
}

/**
 * Authorises something by a permission that is decided for things of its kind.
 *
 * @internal
 */
export function on<R extends AuthorizedResource>(
  resource: R,
  permission: ResourcePermission<ResourceTypes[R]>,
): RouteAuthorization<R> {
  return { resource, permission };
}

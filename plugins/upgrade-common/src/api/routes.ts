import { z } from 'zod';
import { ApiPath, apiPaths, OperationId } from './paths';
import * as requests from './requests';
import { ResponseName } from './responses/responseSchemas';

/**
 * One operation of the REST API: what the router checks, what the OpenAPI document says and what the
 * permission tests are generated from.
 *
 * @public
 */
export interface ApiRoute extends ApiPath {
  operationId: OperationId;
  summary: string;
  /** What is authorised for which thing; absent: every signed-in caller. */
  authorization?: RouteAuthorization;
  params: z.ZodType;
  query: z.ZodType;
  /** Absent: the request has no body. */
  body?: z.ZodType;
  /** Says that creating with the same key twice creates once. */
  hasIdempotencyKey?: boolean;
  /** Status to the name of the answer. */
  responses: Record<number, ResponseName>;
  /** The cluster itself is asked, so that the answer may be 502 or 504. */
  isClusterAsked?: boolean;
  /** There is a limit per user, so that the answer may be 429. */
  isLimitedPerUser?: boolean;
  /** Also offered as `text/markdown`. */
  isMarkdownOffered?: boolean;
}

/** @public */
export interface RouteAuthorization<
  R extends AuthorizedResource = AuthorizedResource,
> {
  /** Name of one of `upgradePermissions`. */
  permission: string;
  resource: R;
}

/**
 * What a permission is asked for. `plan`: the cluster that a plan is for. `list`: what may not be seen
 * is left out instead.
 *
 * @public
 */
export type AuthorizedResource =
  'cluster' | 'plan' | 'upgrade' | 'application' | 'list';

type RouteFacts = Omit<
  ApiRoute,
  'operationId' | 'method' | 'path' | 'params' | 'query'
> & { params?: z.ZodType; query?: z.ZodType };

function on<R extends AuthorizedResource>(
  resource: R,
  permission: string,
): RouteAuthorization<R> {
  return { resource, permission };
}

function controlRoute(summary: string, permission: string) {
  return {
    summary,
    authorization: on('upgrade', permission),
    params: requests.upgradePath,
    body: requests.controlBody,
    responses: { 202: 'ControlAccepted' as const },
  };
}

const ROUTE_FACTS = {
  listPlatforms: {
    summary: 'Platforms that a driver is installed for',
    responses: { 200: 'PlatformList' },
  },
  listClusters: {
    summary: 'All clusters that the caller may read, with version and state',
    authorization: on('list', 'upgrade.cluster.read'),
    responses: { 200: 'ClusterList' },
  },
  getCluster: {
    summary: 'One cluster: inventory, releases, upgrades, what may be done',
    authorization: on('cluster', 'upgrade.cluster.read'),
    params: requests.entityPath,
    responses: { 200: 'ClusterDetail' },
  },
  createPlan: {
    summary: 'Plan an upgrade and verify it; changes nothing on the cluster',
    authorization: on('cluster', 'upgrade.plan.create'),
    params: requests.entityPath,
    body: requests.createPlanBody,
    isLimitedPerUser: true,
    isClusterAsked: true,
    responses: { 201: 'PlanView' },
  },
  getPlan: {
    summary:
      'A stored plan, its findings and what stands in the way of a start',
    authorization: on('plan', 'upgrade.cluster.read'),
    params: requests.planPath,
    query: requests.planValuesQuery,
    responses: { 200: 'PlanView' },
  },
  runChecks: {
    summary: 'Run the verification of a plan again',
    authorization: on('plan', 'upgrade.plan.create'),
    params: requests.planPath,
    body: requests.runChecksBody,
    isClusterAsked: true,
    responses: { 200: 'PlanView' },
  },
  putOverride: {
    summary: 'Accept a finding that blocks softly, with a reason',
    authorization: on('plan', 'upgrade.override'),
    params: requests.overridePath,
    body: requests.overrideBody,
    responses: { 200: 'PlanView' },
  },
  deleteOverride: {
    summary: 'Withdraw an override',
    authorization: on('plan', 'upgrade.override'),
    params: requests.overridePath,
    responses: { 200: 'PlanView' },
  },
  startUpgrade: {
    summary: 'Start the upgrade that a plan describes, bound to its hash',
    authorization: on('plan', 'upgrade.start'),
    body: requests.startUpgradeBody,
    isClusterAsked: true,
    hasIdempotencyKey: true,
    responses: { 201: 'UpgradeView', 200: 'UpgradeView' },
  },
  listUpgrades: {
    summary: 'Upgrades that the caller may read, newest first',
    authorization: on('list', 'upgrade.read'),
    query: requests.listUpgradesQuery,
    responses: { 200: 'UpgradeList' },
  },
  getUpgrade: {
    summary: 'The state of an upgrade and what the caller may do with it',
    authorization: on('upgrade', 'upgrade.read'),
    params: requests.upgradePath,
    responses: { 200: 'UpgradeView' },
  },
  getUpgradePlan: {
    summary: 'The plan that an upgrade runs, or its way back',
    authorization: on('upgrade', 'upgrade.read'),
    params: requests.upgradePlanPath,
    query: requests.planValuesQuery,
    responses: { 200: 'UpgradePlan' },
  },
  getUpgradePlanOutline: {
    summary: 'The same plan without what only the engine needs, for screens',
    authorization: on('upgrade', 'upgrade.read'),
    params: requests.upgradePlanPath,
    responses: { 200: 'PlanOutline' },
  },
  listEvents: {
    summary: 'Events after a number; waits for the next one when asked to',
    authorization: on('upgrade', 'upgrade.read'),
    params: requests.upgradePath,
    query: requests.listEventsQuery,
    isLimitedPerUser: true,
    responses: { 200: 'EventsPage' },
  },
  getReport: {
    summary: 'What became of an upgrade, made from its events',
    authorization: on('upgrade', 'upgrade.read'),
    params: requests.upgradePath,
    query: requests.reportQuery,
    responses: { 200: 'UpgradeReport' },
    isMarkdownOffered: true,
  },
  pauseUpgrade: controlRoute(
    'Pause: what was begun on a node is finished first',
    'upgrade.pause',
  ),
  resumeUpgrade: controlRoute('Go on after a pause', 'upgrade.pause'),
  cancelUpgrade: controlRoute(
    'Stop and give back what was borrowed; nothing is undone',
    'upgrade.cancel',
  ),
  rollBackUpgrade: controlRoute(
    'Go back to what ran before',
    'upgrade.rollback',
  ),
  retryUpgrade: controlRoute('Try the failed steps again', 'upgrade.retry'),
  skipLane: {
    summary: 'Go round one lane, such as a dead node, in any direction',
    authorization: on('upgrade', 'upgrade.skip'),
    params: requests.upgradePath,
    body: requests.skipBody,
    responses: { 202: 'ControlAccepted' },
  },
  endUpgrade: {
    summary:
      'End with what is left over, when giving back what was borrowed failed',
    authorization: on('upgrade', 'upgrade.cancel'),
    params: requests.upgradePath,
    body: requests.endBody,
    responses: { 202: 'ControlAccepted' },
  },
  disregardThreshold: {
    summary: "Keep an application's threshold from acting for a while",
    authorization: on('upgrade', 'upgrade.disregard'),
    params: requests.upgradePath,
    body: requests.disregardBody,
    responses: { 202: 'ControlAccepted' },
  },
  addNote: {
    summary: "Write a note into an upgrade's log",
    authorization: on('upgrade', 'upgrade.note'),
    params: requests.upgradePath,
    body: requests.noteBody,
    isLimitedPerUser: true,
    responses: { 201: 'ControlAccepted' },
  },
  getThreshold: {
    summary: 'The failure threshold of an application and where it comes from',
    authorization: on('application', 'upgrade.threshold.read'),
    params: requests.entityPath,
    responses: { 200: 'ThresholdView' },
  },
  putThreshold: {
    summary: 'Set the failure threshold of an application',
    authorization: on('application', 'upgrade.threshold.edit'),
    params: requests.entityPath,
    body: requests.thresholdBody,
    responses: { 200: 'ThresholdView' },
  },
  deleteThreshold: {
    summary: 'Go back to the threshold of the annotation or the platform',
    authorization: on('application', 'upgrade.threshold.edit'),
    params: requests.entityPath,
    responses: { 200: 'ThresholdView' },
  },
} satisfies Record<OperationId, RouteFacts>;

/**
 * Every operation of the API.
 *
 * @public
 */
export const apiRoutes: readonly ApiRoute[] = (
  Object.keys(apiPaths) as OperationId[]
).map(operationId => ({
  params: requests.noInput,
  query: requests.noInput,
  ...ROUTE_FACTS[operationId],
  ...apiPaths[operationId],
  operationId,
}));

type Facts = typeof ROUTE_FACTS;

type Output<K extends OperationId, Part extends string> =
  Facts[K] extends Record<Part, infer S extends z.ZodType>
    ? z.output<S>
    : Record<string, never>;

/**
 * What a route is given once its path, query and body were checked.
 *
 * @public
 */
export interface RouteInput<K extends OperationId> {
  params: Output<K, 'params'>;
  query: Output<K, 'query'>;
  body: Output<K, 'body'>;
}

/**
 * What a route asks its permission for; `never` when it asks for none.
 *
 * @public
 */
export type RouteResource<K extends OperationId> = Facts[K] extends {
  authorization: RouteAuthorization<infer R>;
}
  ? R
  : never;

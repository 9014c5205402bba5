import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_UPGRADE,
  upgradeCancelPermission,
  upgradeClusterReadPermission,
  upgradeSilencePermission,
  upgradeNotePermission,
  upgradeOverridePermission,
  upgradePausePermission,
  upgradePlanCreatePermission,
  upgradeReadPermission,
  upgradeRetryPermission,
  upgradeRollbackPermission,
  upgradeSkipPermission,
  upgradeStartPermission,
  upgradeThresholdEditPermission,
  upgradeThresholdReadPermission,
} from '../permissions';
import { on, RouteRow } from './RouteRow';

/** Something that a person asks of an upgrade. */
function controlRoute<P extends RouteRow['path']>(
  path: P,
  summary: string,
  permission: ResourcePermission<typeof RESOURCE_TYPE_UPGRADE>,
) {
  return {
    method: 'POST',
    path,
    summary,
    authorization: on('upgrade', permission),
    params: 'upgradePath',
    body: 'controlBody',
    responses: { 202: 'ControlAccepted' },
  } as const;
}

/**
 * Every operation of the API by its name. The client, the router, the OpenAPI document and the types of requests
 * and answers are made from this table.
 *
 * @public
 */
export const routeTable = {
  listPlatforms: {
    method: 'GET',
    path: '/v1/platforms',
    summary: 'Platforms that a driver is installed for',
    responses: { 200: 'PlatformList' },
  },
  listClusters: {
    method: 'GET',
    path: '/v1/clusters',
    summary: 'All clusters that the caller may read, with version and state',
    authorization: on('list', upgradeClusterReadPermission),
    responses: { 200: 'ClusterList' },
  },
  getCluster: {
    method: 'GET',
    path: '/v1/clusters/:kind/:namespace/:name',
    summary: 'One cluster: inventory, releases, upgrades, what may be done',
    authorization: on('cluster', upgradeClusterReadPermission),
    params: 'entityPath',
    responses: { 200: 'ClusterDetail' },
  },
  createPlan: {
    method: 'POST',
    path: '/v1/clusters/:kind/:namespace/:name/plans',
    summary: 'Plan an upgrade and verify it; changes nothing on the cluster',
    authorization: on('cluster', upgradePlanCreatePermission),
    params: 'entityPath',
    body: 'createPlanBody',
    isLimitedPerUser: true,
    isClusterAsked: true,
    responses: { 201: 'PlanView' },
  },
  getPlan: {
    method: 'GET',
    path: '/v1/plans/:planId',
    summary:
      'A stored plan, its findings and what stands in the way of a start',
    authorization: on('plan', upgradeClusterReadPermission),
    params: 'planPath',
    query: 'planValuesQuery',
    responses: { 200: 'PlanView' },
  },
  runChecks: {
    method: 'POST',
    path: '/v1/plans/:planId/checks',
    summary: 'Run the verification of a plan again',
    authorization: on('plan', upgradePlanCreatePermission),
    params: 'planPath',
    body: 'runChecksBody',
    isClusterAsked: true,
    responses: { 200: 'PlanView' },
  },
  putOverride: {
    method: 'PUT',
    path: '/v1/plans/:planId/overrides/:findingId',
    summary: 'Accept a finding that blocks softly, with a reason',
    authorization: on('plan', upgradeOverridePermission),
    params: 'overridePath',
    body: 'overrideBody',
    responses: { 200: 'PlanView' },
    isSevere: true,
  },
  deleteOverride: {
    method: 'DELETE',
    path: '/v1/plans/:planId/overrides/:findingId',
    summary: 'Withdraw an override',
    authorization: on('plan', upgradeOverridePermission),
    params: 'overridePath',
    responses: { 200: 'PlanView' },
  },
  startUpgrade: {
    method: 'POST',
    path: '/v1/upgrades',
    summary: 'Start the upgrade that a plan describes, bound to its hash',
    authorization: on('plan', upgradeStartPermission),
    body: 'startUpgradeBody',
    isClusterAsked: true,
    hasIdempotencyKey: true,
    responses: { 201: 'UpgradeView', 200: 'UpgradeView' },
    isSevere: true,
  },
  listUpgrades: {
    method: 'GET',
    path: '/v1/upgrades',
    summary: 'Upgrades that the caller may read, newest first',
    authorization: on('list', upgradeReadPermission),
    query: 'listUpgradesQuery',
    responses: { 200: 'UpgradeList' },
  },
  getUpgrade: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId',
    summary: 'The state of an upgrade and what the caller may do with it',
    authorization: on('upgrade', upgradeReadPermission),
    params: 'upgradePath',
    responses: { 200: 'UpgradeView' },
  },
  getUpgradePlan: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId/plans/:kind',
    summary: 'The plan that an upgrade runs, or its way back',
    authorization: on('upgrade', upgradeReadPermission),
    params: 'upgradePlanPath',
    query: 'planValuesQuery',
    responses: { 200: 'UpgradePlan' },
  },
  getUpgradePlanOutline: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId/plans/:kind/outline',
    summary: 'The same plan without what only the engine needs, for screens',
    authorization: on('upgrade', upgradeReadPermission),
    params: 'upgradePlanPath',
    responses: { 200: 'PlanOutline' },
  },
  listEvents: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId/events',
    summary: 'Events after a number; waits for the next one when asked to',
    authorization: on('upgrade', upgradeReadPermission),
    params: 'upgradePath',
    query: 'listEventsQuery',
    isLimitedPerUser: true,
    responses: { 200: 'EventsPage' },
  },
  getReport: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId/report',
    summary: 'What became of an upgrade, made from its events',
    authorization: on('upgrade', upgradeReadPermission),
    params: 'upgradePath',
    query: 'reportQuery',
    responses: { 200: 'UpgradeReport' },
    isMarkdownOffered: true,
  },
  pauseUpgrade: controlRoute(
    '/v1/upgrades/:upgradeId/pause',
    'Pause: what was begun on a node is finished first',
    upgradePausePermission,
  ),
  resumeUpgrade: controlRoute(
    '/v1/upgrades/:upgradeId/resume',
    'Go on after a pause',
    upgradePausePermission,
  ),
  cancelUpgrade: {
    ...controlRoute(
      '/v1/upgrades/:upgradeId/cancel',
      'Stop and give back what was borrowed; nothing is undone',
      upgradeCancelPermission,
    ),
    isSevere: true,
  },
  rollBackUpgrade: {
    ...controlRoute(
      '/v1/upgrades/:upgradeId/rollback',
      'Go back to what ran before',
      upgradeRollbackPermission,
    ),
    isSevere: true,
  },
  retryUpgrade: controlRoute(
    '/v1/upgrades/:upgradeId/retry',
    'Try the failed steps again',
    upgradeRetryPermission,
  ),
  skipLane: {
    method: 'POST',
    path: '/v1/upgrades/:upgradeId/skip',
    summary: 'Go round one lane, such as a dead node, in any direction',
    authorization: on('upgrade', upgradeSkipPermission),
    params: 'upgradePath',
    body: 'skipBody',
    responses: { 202: 'ControlAccepted' },
  },
  endUpgrade: {
    method: 'POST',
    path: '/v1/upgrades/:upgradeId/end',
    summary:
      'End with what is left over, when giving back what was borrowed failed',
    authorization: on('upgrade', upgradeCancelPermission),
    params: 'upgradePath',
    body: 'endBody',
    responses: { 202: 'ControlAccepted' },
    isSevere: true,
  },
  silenceThreshold: {
    method: 'POST',
    path: '/v1/upgrades/:upgradeId/silence',
    summary: "Keep an application's threshold from acting for a while",
    authorization: on('upgrade', upgradeSilencePermission),
    params: 'upgradePath',
    body: 'silenceBody',
    responses: { 202: 'ControlAccepted' },
    isSevere: true,
  },
  addNote: {
    method: 'POST',
    path: '/v1/upgrades/:upgradeId/notes',
    summary: "Write a note into an upgrade's log",
    authorization: on('upgrade', upgradeNotePermission),
    params: 'upgradePath',
    body: 'noteBody',
    isLimitedPerUser: true,
    responses: { 201: 'ControlAccepted' },
  },
  getThreshold: {
    method: 'GET',
    path: '/v1/applications/:kind/:namespace/:name/threshold',
    summary: 'The failure threshold of an application and where it comes from',
    authorization: on('application', upgradeThresholdReadPermission),
    params: 'entityPath',
    responses: { 200: 'ThresholdView' },
  },
  putThreshold: {
    method: 'PUT',
    path: '/v1/applications/:kind/:namespace/:name/threshold',
    summary: 'Set the failure threshold of an application',
    authorization: on('application', upgradeThresholdEditPermission),
    params: 'entityPath',
    body: 'thresholdBody',
    responses: { 200: 'ThresholdView' },
  },
  deleteThreshold: {
    method: 'DELETE',
    path: '/v1/applications/:kind/:namespace/:name/threshold',
    summary: 'Go back to the threshold of the annotation or the platform',
    authorization: on('application', upgradeThresholdEditPermission),
    params: 'entityPath',
    responses: { 200: 'ThresholdView' },
  },
} as const satisfies Record<string, RouteRow>;

/** @public */
export type OperationId = keyof typeof routeTable;

/** @public */
export interface ApiRoute extends RouteRow {
  operationId: OperationId;
}

/**
 * The rows of the table, each with its name.
 *
 * @public
 */
export const apiRoutes: readonly ApiRoute[] = Object.entries(routeTable).map(
  ([operationId, row]) => ({ ...row, operationId: operationId as OperationId }),
);

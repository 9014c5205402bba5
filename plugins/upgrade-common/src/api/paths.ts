/**
 * Method and path of every operation, apart from the schemas so that the client in the browser doesn't
 * carry them.
 *
 * @public
 */
export const apiPaths = {
  listPlatforms: { method: 'GET', path: '/v1/platforms' },
  listClusters: { method: 'GET', path: '/v1/clusters' },
  getCluster: { method: 'GET', path: '/v1/clusters/:kind/:namespace/:name' },
  createPlan: {
    method: 'POST',
    path: '/v1/clusters/:kind/:namespace/:name/plans',
  },
  getPlan: { method: 'GET', path: '/v1/plans/:planId' },
  runChecks: { method: 'POST', path: '/v1/plans/:planId/checks' },
  putOverride: {
    method: 'PUT',
    path: '/v1/plans/:planId/overrides/:findingId',
  },
  deleteOverride: {
    method: 'DELETE',
    path: '/v1/plans/:planId/overrides/:findingId',
  },
  startUpgrade: { method: 'POST', path: '/v1/upgrades' },
  listUpgrades: { method: 'GET', path: '/v1/upgrades' },
  getUpgrade: { method: 'GET', path: '/v1/upgrades/:upgradeId' },
  getUpgradePlan: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId/plans/:kind',
  },
  getUpgradePlanOutline: {
    method: 'GET',
    path: '/v1/upgrades/:upgradeId/plans/:kind/outline',
  },
  listEvents: { method: 'GET', path: '/v1/upgrades/:upgradeId/events' },
  getReport: { method: 'GET', path: '/v1/upgrades/:upgradeId/report' },
  pauseUpgrade: { method: 'POST', path: '/v1/upgrades/:upgradeId/pause' },
  skipLane: { method: 'POST', path: '/v1/upgrades/:upgradeId/skip' },
  resumeUpgrade: { method: 'POST', path: '/v1/upgrades/:upgradeId/resume' },
  cancelUpgrade: { method: 'POST', path: '/v1/upgrades/:upgradeId/cancel' },
  rollBackUpgrade: { method: 'POST', path: '/v1/upgrades/:upgradeId/rollback' },
  retryUpgrade: { method: 'POST', path: '/v1/upgrades/:upgradeId/retry' },
  endUpgrade: { method: 'POST', path: '/v1/upgrades/:upgradeId/end' },
  disregardThreshold: {
    method: 'POST',
    path: '/v1/upgrades/:upgradeId/disregard',
  },
  addNote: { method: 'POST', path: '/v1/upgrades/:upgradeId/notes' },
  getThreshold: {
    method: 'GET',
    path: '/v1/applications/:kind/:namespace/:name/threshold',
  },
  putThreshold: {
    method: 'PUT',
    path: '/v1/applications/:kind/:namespace/:name/threshold',
  },
  deleteThreshold: {
    method: 'DELETE',
    path: '/v1/applications/:kind/:namespace/:name/threshold',
  },
} as const satisfies Record<string, ApiPath>;

/** @public */
export interface ApiPath {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the plugin's base URL; parameters begin with a colon. */
  path: string;
}

/** @public */
export type OperationId = keyof typeof apiPaths;

import {
  ApplicationInfo,
  Inventory,
  NodeInfo,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * A node of 4 cores and 16 GB, a quarter of it asked for, that is ready and runs `1.0.0`.
 *
 * @public
 */
export function buildNodeInfo(
  name: string,
  parts: Partial<NodeInfo> = {},
): NodeInfo {
  return {
    name,
    uid: `uid-of-${name}`,
    isReady: true,
    isCordoned: false,
    isSpare: false,
    version: '1.0.0',
    movablePods: 3,
    allocatable: { cpuMillis: 4000, memoryBytes: 16e9 },
    requested: { cpuMillis: 1000, memoryBytes: 4e9 },
    ...parts,
  };
}

/**
 * A Deployment of 3 instances, all ready, whose pods carry the label `app`.
 *
 * @param id - `<namespace>/<name>`
 * @public
 */
export function buildApplication(
  id: string,
  parts: Partial<ApplicationInfo> = {},
): ApplicationInfo {
  const [namespace, name] = id.split('/');
  return {
    id,
    title: name,
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name },
    podLabels: { app: name },
    priority: 'normal',
    desired: 3,
    ready: 3,
    ...parts,
  };
}

/**
 * What runs on a cluster `resource:default/prod`: `1.0.0`, on the nodes `w-1` and `w-2`.
 *
 * @public
 */
export function buildInventory(parts: Partial<Inventory> = {}): Inventory {
  return {
    clusterRef: 'resource:default/prod',
    platform: 'example',
    takenAtMs: 0,
    version: '1.0.0',
    versions: [{ version: '1.0.0', parts: ['controller'] }],
    components: [],
    nodes: [buildNodeInfo('w-1'), buildNodeInfo('w-2')],
    applications: [],
    budgets: [],
    unknowns: [],
    ...parts,
  };
}

import { resourceTypes } from '../../cluster/resourceTypes';
import { UpgradeDriver } from '../../driver/UpgradeDriver';
import { checks } from './checks';
import { compilePlan } from './compilePlan';
import { inspect } from './inspect';
import { describeTarget, listReleases } from './releases';
import { NAMESPACE } from './resources';

const READ = ['get', 'list', 'watch'];

/**
 * A complete driver of a small made-up platform: the worked example of `docs/writing-a-driver.md`.
 *
 * @public
 */
export const exampleDriver: UpgradeDriver = {
  platform: 'beacon',
  title: 'Beacon',
  inspect,
  listReleases,
  describeTarget,
  // Everything its plans need is in the inventory.
  readPlanFacts: async () => ({}),
  compilePlan,
  checks,
  listSignals: ({ components }) =>
    components.map(({ id, title }) => ({
      id: `${id}/restarts`,
      componentId: id,
      title: `Restarts of ${title}`,
      unit: 'count',
      worse: 'higher',
      source: { kind: 'restarts' },
    })),
  stepHandlers: [],
  watchedResources: [
    resourceTypes.nodes,
    resourceTypes.pods,
    resourceTypes.deployments,
    resourceTypes.daemonSets,
  ],
  rights: [
    { apiGroup: '', resource: 'nodes', verbs: READ },
    { apiGroup: '', resource: 'pods', verbs: READ },
    { apiGroup: 'apps', resource: 'deployments', verbs: READ },
    { apiGroup: 'apps', resource: 'daemonsets', verbs: READ },
    {
      apiGroup: '',
      resource: 'configmaps',
      verbs: ['get'],
      namespace: NAMESPACE,
    },
  ],
  defaultStrategy: {
    kind: 'capacity-first',
    spareNodes: 0,
    scaleDownPercent: 0,
    maxUnavailableNodes: 1,
    drainTimeoutMs: 600_000,
    nodeSoakMs: 0,
    finalSoakMs: 0,
  },
};

import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import {
  AccessRule,
  resourceTypes,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { activeMounts } from './checks/activeMounts';
import { alerts } from './checks/alerts';
import { clusterReady } from './checks/clusterReady';
import { enoughActive } from './checks/enoughActive';
import { nodesReady } from './checks/nodesReady';
import { noUpgradeRunning } from './checks/noUpgradeRunning';
import { rights } from './checks/rights';
import { unsafeOverrides } from './checks/unsafeOverrides';
import { upgradeTolerations } from './checks/upgradeTolerations';
import { compilePlan } from './compilePlan';
import { inspect } from './inspect';
import { describeTarget, listReleases } from './releases';
import { wekaResources } from './resources';
import { listSignals } from './signals';
import { awaitContainers } from './steps/awaitContainers/awaitContainers';
import { revertImage } from './steps/revertImage/revertImage';
import { stopOperator } from './steps/stopOperator/stopOperator';

/** @public */
export interface WekaDriverOptions {
  /** Versions that may be offered, as image tags. */
  versions: readonly string[];
}

/** The operator does the work and respects its own gates: there is no capacity to adjust. */
const DEFAULT_STRATEGY: Strategy = {
  kind: 'capacity-first',
  spareNodes: 0,
  scaleDownPercent: 0,
  maxUnavailableNodes: 1,
  drainTimeoutMs: 900_000,
  nodeSoakMs: 60_000,
  finalSoakMs: 60_000,
};

const READ = ['get', 'list', 'watch'];

const READ_RIGHTS: AccessRule[] = [
  ...Object.values(wekaResources).map(({ group, plural }) => ({
    apiGroup: group,
    resource: plural,
    verbs: READ,
  })),
  ...[
    ['', 'nodes'],
    ['', 'pods'],
    ['', 'events'],
    ['', 'configmaps'],
    ['apps', 'deployments'],
    ['apps', 'statefulsets'],
    ['policy', 'poddisruptionbudgets'],
  ].map(([apiGroup, resource]) => ({ apiGroup, resource, verbs: READ })),
];

/**
 * Upgrades Weka storage clusters and their clients through the Weka operator.
 *
 * @public
 */
export function createWekaDriver(options: WekaDriverOptions): UpgradeDriver {
  return {
    platform: 'weka',
    title: 'Weka',
    inspect,
    listReleases: (context, inventory) =>
      listReleases(context, inventory, options.versions),
    describeTarget: (context, inventory, version) =>
      describeTarget(context, inventory, version, options.versions),
    readPlanFacts: async () => undefined,
    compilePlan,
    checks: [
      rights,
      clusterReady,
      noUpgradeRunning,
      enoughActive,
      nodesReady,
      activeMounts,
      alerts,
      unsafeOverrides,
      upgradeTolerations,
    ],
    listSignals,
    stepHandlers: [awaitContainers, revertImage, stopOperator],
    watchedResources: [
      ...Object.values(wekaResources),
      resourceTypes.nodes,
      resourceTypes.pods,
    ],
    rights: READ_RIGHTS,
    defaultStrategy: DEFAULT_STRATEGY,
    // The operator decides what is replaced when; nodes are neither drained nor added.
    strategyParameters: ['finalSoakMs'],
  };
}

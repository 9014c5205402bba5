import {
  lineGraphPolicy,
  LineGraphRules,
  Release,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  AccessRule,
  resourceTypes,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { inspect } from './inventory/inspect';
import { compilePlan } from './plan/compilePlan';
import { readPlanFacts } from './plan/planFacts';
import { wekaResources } from './resources';
import { listSignals } from './signals';
import { awaitClient } from './steps/awaitClient/awaitClient';
import { awaitContainers } from './steps/awaitContainers/awaitContainers';
import { revertImage } from './steps/revertImage/revertImage';
import { stopOperator } from './steps/stopOperator/stopOperator';
import { describeTarget, listReleases } from './versions/listReleases';
import { defaultOperatorRules, OperatorRule } from './versions/operatorRules';
import { defaultWekaRules } from './versions/wekaRules';
import { wekaChecks } from './wekaChecks';

/** @public */
export interface WekaDriverOptions {
  /** Versions that may be offered, as image tags, with what their publisher says of them. */
  releases?: readonly Release[];
  /** Which steps Weka permits; the documentation's rules for 4.x unless told. */
  rules?: LineGraphRules;
  /** Which operator and which Weka each kind of container needs; the documented ones unless told. */
  operatorRules?: readonly OperatorRule[];
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
    ['apps', 'daemonsets'],
    ['policy', 'poddisruptionbudgets'],
  ].map(([apiGroup, resource]) => ({ apiGroup, resource, verbs: READ })),
  {
    apiGroup: 'apiextensions.k8s.io',
    resource: 'customresourcedefinitions',
    verbs: ['get'],
  },
];

/**
 * Upgrades Weka storage clusters and their clients through the Weka operator.
 *
 * @public
 */
export function createWekaDriver(
  options: WekaDriverOptions = {},
): UpgradeDriver {
  const policy = lineGraphPolicy(options.rules ?? defaultWekaRules);
  const knowledge = { policy, configured: options.releases ?? [] };
  return {
    platform: 'weka',
    title: 'Weka',
    inspect,
    listReleases: (context, inventory) =>
      listReleases(context, inventory, knowledge),
    describeTarget: (context, inventory, version) =>
      describeTarget(context, inventory, version, knowledge),
    readPlanFacts,
    compilePlan,
    checks: wekaChecks({
      ...knowledge,
      operatorRules: options.operatorRules ?? defaultOperatorRules,
    }),
    listSignals,
    stepHandlers: [awaitContainers, awaitClient, revertImage, stopOperator],
    watchedResources: [
      ...Object.values(wekaResources),
      resourceTypes.nodes,
      resourceTypes.pods,
    ],
    rights: READ_RIGHTS,
    defaultStrategy: DEFAULT_STRATEGY,
    // Going back would freeze the storage half-way.
    defaultThresholdAction: 'pause',
    // The operator decides what is replaced when; nodes are neither drained nor added.
    strategyParameters: ['finalSoakMs'],
  };
}

import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeDriver } from '@cluster-upgrade/plugin-upgrade-node';
import { omniCloudChecks } from './OmniCloudChecks';
import { inspect } from './inspect/inspect';
import { compilePlan } from './plan/compilePlan';
import { readPlanFacts } from './planFacts';
import { listReleases, readAvailableVersions } from './releases';
import { WATCHED_RESOURCES } from './resources';
import { DRIVER_RIGHTS } from './rights';
import { listSignals } from './signals';
import { drainBack } from './steps/drainBack';
import { leaderLast } from './steps/leaderLast';
import { retireSpareNodes } from './steps/retireSpareNodes';
import { verifyVersion } from './steps/verifyVersion';
import { waitLeader } from './steps/waitLeader';
import { describeTarget } from './targetDescriptor';

const SECOND_MS = 1000;

const DEFAULT_STRATEGY: Strategy = {
  kind: 'capacity-first',
  spareNodes: 1,
  scaleDownPercent: 0,
  maxUnavailableNodes: 1,
  drainTimeoutMs: 900 * SECOND_MS,
  nodeSoakMs: 60 * SECOND_MS,
  finalSoakMs: 300 * SECOND_MS,
};

/**
 * Everything the product knows about OmniCloud.
 *
 * @public
 */
export const omniCloudDriver: UpgradeDriver = {
  platform: 'omnicloud',
  title: 'OmniCloud',
  inspect,
  listReleases: async (context, inventory) =>
    listReleases(inventory, await readAvailableVersions(context)),
  describeTarget,
  readPlanFacts,
  compilePlan,
  checks: omniCloudChecks,
  listSignals,
  stepHandlers: [
    leaderLast,
    waitLeader,
    drainBack,
    retireSpareNodes,
    verifyVersion,
  ],
  watchedResources: WATCHED_RESOURCES,
  rights: DRIVER_RIGHTS,
  defaultStrategy: DEFAULT_STRATEGY,
};

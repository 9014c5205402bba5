import { Contract } from './Contract';
import { evictionContract } from './nodes/evictionContract';
import { nodeContract } from './nodes/nodeContract';
import { podContract } from './nodes/podContract';
import { applyContract } from './requests/applyContract';
import { discoveryContract } from './requests/discoveryContract';
import { listContract } from './requests/listContract';
import { patchContract } from './requests/patchContract';
import { refusalContract } from './requests/refusalContract';
import { watchContract } from './requests/watchContract';
import { writeContract } from './requests/writeContract';
import { daemonSetContract } from './workloads/daemonSetContract';
import { deploymentContract } from './workloads/deploymentContract';
import { rolloutContract } from './workloads/rolloutContract';

/**
 * All contracts, those first that an upgrade can't do without.
 *
 * @public
 */
export const contracts: Contract[] = [
  nodeContract,
  podContract,
  evictionContract,
  deploymentContract,
  rolloutContract,
  daemonSetContract,
  patchContract,
  watchContract,
  writeContract,
  listContract,
  refusalContract,
  applyContract,
  discoveryContract,
];

import { Contract } from './Contract';
import { accessContract } from './extensions/accessContract';
import { customResourceContract } from './extensions/customResourceContract';
import { customSchemaContract } from './extensions/customSchemaContract';
import { definitionContract } from './extensions/definitionContract';
import { kubeletContract } from './kubelets/kubeletContract';
import { kubectlReadContract } from './kubectl/kubectlReadContract';
import { kubectlRolloutContract } from './kubectl/kubectlRolloutContract';
import { kubectlWriteContract } from './kubectl/kubectlWriteContract';
import { deletionContract } from './lifecycle/deletionContract';
import { namespaceContract } from './lifecycle/namespaceContract';
import { evictionContract } from './nodes/evictionContract';
import { nodeContract } from './nodes/nodeContract';
import { podContract } from './nodes/podContract';
import { schedulingContract } from './nodes/schedulingContract';
import { applyContract } from './requests/applyContract';
import { discoveryContract } from './requests/discoveryContract';
import { listContract } from './requests/listContract';
import { patchContract } from './requests/patchContract';
import { refusalContract } from './requests/refusalContract';
import { watchContract } from './requests/watchContract';
import { writeContract } from './requests/writeContract';
import { budgetContract } from './workloads/budgetContract';
import { daemonSetContract } from './workloads/daemonSetContract';
import { deploymentContract } from './workloads/deploymentContract';
import { jobContract } from './workloads/jobContract';
import { replicaSetContract } from './workloads/replicaSetContract';
import { rolloutContract } from './workloads/rolloutContract';
import { statefulSetContract } from './workloads/statefulSetContract';

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
  budgetContract,
  writeContract,
  listContract,
  refusalContract,
  applyContract,
  schedulingContract,
  deletionContract,
  definitionContract,
  customSchemaContract,
  customResourceContract,
  replicaSetContract,
  statefulSetContract,
  jobContract,
  kubeletContract,
  namespaceContract,
  accessContract,
  discoveryContract,
  kubectlReadContract,
  kubectlWriteContract,
  kubectlRolloutContract,
];

import {
  blockingBudgets,
  componentHealth,
  conflictingControllers,
  DriverCheck,
  headroom,
  leftovers,
  mixedVersions,
  nodePressure,
  nodesReady,
  pendingRollouts,
  podsAtRisk,
  rightsGranted,
  rollbackPossible,
  targetImages,
  thresholdTexts,
} from '@cluster-upgrade/plugin-upgrade-node';
import { controlChain } from './checks/controlChain';
import { spareCapacity } from './checks/spareCapacity';
import { readAvailableVersions } from './releases';
import { AGENT, LABEL_APP, OMNI_NAMESPACE, PLATFORM } from './resources';

/** What is verified before a start, in the order in which people read it. */
export const omniCloudChecks: readonly DriverCheck[] = [
  rightsGranted,
  headroom,
  spareCapacity,
  leftovers(
    'If an earlier upgrade left it, drain it and lower data.spareNodes of the directors.',
  ),
  nodesReady(),
  nodePressure,
  componentHealth([PLATFORM.id]),
  pendingRollouts({ namespace: OMNI_NAMESPACE, applicationLabel: LABEL_APP }),
  controlChain,
  mixedVersions('agent'),
  targetImages({
    readOffered: readAvailableVersions,
    correctRemedy: 'Correct the release in ConfigMap omni-releases.',
  }),
  rollbackPossible({ namespace: OMNI_NAMESPACE, nodeDaemonSet: AGENT.name }),
  podsAtRisk,
  blockingBudgets,
  conflictingControllers,
  thresholdTexts,
];

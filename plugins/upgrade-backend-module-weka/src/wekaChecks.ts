import {
  conflictingControllers,
  DriverCheck,
  nodePressure,
  nodesReady,
  rightsGranted,
  targetImages,
  thresholdTexts,
} from '@cluster-upgrade/plugin-upgrade-node';
import { activeMounts } from './checks/activeMounts';
import { alerts } from './checks/alerts';
import { clientPolicies } from './checks/clientPolicies';
import { clientVersions } from './checks/clientVersions';
import { clusterReady } from './checks/clusterReady';
import { definitions } from './checks/definitions';
import { enoughActive } from './checks/enoughActive';
import { noUpgradeRunning } from './checks/noUpgradeRunning';
import { operatorVersion } from './checks/operatorVersion';
import { sharedNodes } from './checks/sharedNodes';
import { unsafeOverrides } from './checks/unsafeOverrides';
import { upgradeTolerations } from './checks/upgradeTolerations';
import { readOfferedVersions, ReleaseKnowledge } from './versions/listReleases';
import { OperatorRule } from './versions/operatorRules';

/** What is verified before a start, in the order in which people read it. */
export function wekaChecks({
  operatorRules,
  ...knowledge
}: ReleaseKnowledge & {
  operatorRules: readonly OperatorRule[];
}): readonly DriverCheck[] {
  return [
    rightsGranted,
    clusterReady,
    noUpgradeRunning,
    enoughActive,
    nodesReady({
      notReady: {
        status: 'soft-block',
        remedy:
          'Repair it: its containers can be neither replaced nor counted.',
      },
      cordoned: {
        status: 'soft-block',
        remedy:
          'Uncordon it: while somebody mounts through a frontend there, the operator does not replace its pod.',
      },
    }),
    nodePressure,
    conflictingControllers,
    activeMounts,
    clientPolicies,
    clientVersions(knowledge.policy),
    sharedNodes,
    operatorVersion(operatorRules),
    definitions,
    targetImages({
      readOffered: input => readOfferedVersions(input, knowledge),
      correctRemedy:
        'Correct the version in upgrade.weka.versions, or in the ConfigMap weka-releases beside the WekaCluster.',
    }),
    alerts,
    unsafeOverrides,
    upgradeTolerations,
    thresholdTexts,
  ];
}

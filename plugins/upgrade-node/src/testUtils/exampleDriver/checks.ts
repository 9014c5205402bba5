import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { componentHealth } from '../../checks/componentHealth';
import { conflictingControllers } from '../../checks/conflictingControllers';
import {
  answersOrPass,
  CheckAnswer,
  defineCheck,
} from '../../checks/defineCheck';
import { mixedVersions } from '../../checks/mixedVersions';
import { nodesReady } from '../../checks/nodesReady';
import { rightsGranted } from '../../checks/rightsGranted';
import { rollbackPossible } from '../../checks/rollbackPossible';
import { DriverCheck } from '../../driver/UpgradeDriver';
import { AGENT, NAMESPACE } from './resources';

/** A check of Beacon's own: what no other platform asks. */
const controllerReplicas = defineCheck({
  id: 'controller-replicas',
  title: 'The controller answers while it restarts',
  group: 'health',
  answer: ({ inventory }) => replicaAnswers(inventory),
});

/**
 * Pure answer of the check, so that a table can pin it.
 *
 * @internal
 */
export function replicaAnswers({ components }: Inventory): CheckAnswer[] {
  const needed = 'at least 2 instances';
  const single = components.filter(
    ({ id, desired }) => id === 'controller' && desired < 2,
  );
  return answersOrPass(
    single.map(({ object, desired }) => ({
      status: 'soft-block',
      observed: `The controller has ${desired} instances`,
      needed,
      objects: [object],
      remedy: `Scale ${object.name} to 2, or accept that nobody answers while it restarts.`,
    })),
    { observed: 'The controller has several instances', needed },
  );
}

/**
 * What is verified before a start, in the order in which people read it.
 *
 * @internal
 */
export const checks: readonly DriverCheck[] = [
  rightsGranted,
  nodesReady(),
  componentHealth(),
  mixedVersions('agent'),
  rollbackPossible({ namespace: NAMESPACE, nodeDaemonSet: AGENT.name }),
  conflictingControllers,
  controllerReplicas,
];

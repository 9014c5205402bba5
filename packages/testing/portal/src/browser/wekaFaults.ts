import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Portal } from './Portal';

const NAMESPACE = 'weka';
const CONTAINERS = {
  group: 'weka.weka.io',
  version: 'v1alpha1',
  plural: 'wekacontainers',
  kind: 'WekaContainer',
  isNamespaced: true,
};

/** Whether whoever mounts through a container lets go when the operator asks (the cluster's README). */
export async function holdMounts(
  portal: Portal,
  container: string,
  areHeld: boolean,
): Promise<void> {
  await portal.cluster.client.patch(
    CONTAINERS,
    { namespace: NAMESPACE, name: container },
    'merge',
    {
      metadata: {
        annotations: {
          'simulator.cluster-upgrade.io/mounts-held': String(areHeld),
        },
      },
    },
  );
}

/** What an operator does by hand before somebody else asks for an upgrade. */
export async function cordon(
  portal: Portal,
  node: string,
  isCordoned: boolean,
): Promise<void> {
  await portal.cluster.client.patch(
    resourceTypes.nodes,
    { name: node },
    'merge',
    { spec: { unschedulable: isCordoned } },
  );
}

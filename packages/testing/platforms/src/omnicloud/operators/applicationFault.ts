import {
  ClusterClient,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  PodFault,
  PodFaultKind,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { AGENT_VERSION_KEY, OMNI_NAMESPACE } from './names';

/**
 * A fault of one application that shows only on machines whose agent is of another version than the
 * present one: it sleeps until an upgrade reaches such a machine, and is over when that is taken back.
 *
 * @internal
 */
export async function omnicloudApplicationFault(
  client: ClusterClient,
  kind: PodFaultKind,
  application = 'shop',
): Promise<PodFault> {
  const platform = await client.get(resourceTypes.configMaps, {
    namespace: OMNI_NAMESPACE,
    name: 'omni-platform',
  });
  return {
    name: `${kind} of ${application}`,
    kind,
    match: {
      labels: { 'omni.cloud/app': application },
      otherNodeLabels: { [AGENT_VERSION_KEY]: platform.data.version },
    },
  };
}

import { listAll, resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { simulatedWeka } from '../simulated';
import {
  Pod,
  restartCountOf,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { wekaResources } from './wekaObjects';

const LIMIT_MS = 600_000;
/** Of the machine's time. */
const RUN_LIMIT_MS = 120_000;

describe('the fault of an application on Weka', () => {
  it(
    'sleeps until a container on the machine of one of its pods was replaced',
    async () => {
      const cluster = await startVirtualCluster({ platform: simulatedWeka });
      const { client, clock } = cluster;
      const crashed = async () => {
        const { items } = await listAll<Pod>(client, resourceTypes.pods);
        return items.filter(pod => restartCountOf(pod) > 0);
      };
      await cluster.breakApplication('crash-loop');
      await clock.advance(60_000);
      expect(await crashed()).toEqual([]);

      await client.patch(
        wekaResources.clusters,
        { namespace: 'weka', name: 'weka-prod' },
        'merge',
        {
          spec: { image: 'quay.io/weka.io/weka-in-container:4.4.5.120-k8s.1' },
        },
      );
      await clock.advanceUntil(
        async () => (await crashed()).length > 0,
        LIMIT_MS,
      );
      const [pod] = await crashed();
      const { items } = await listAll(client, wekaResources.containers);
      const replaced = items
        .filter(({ status }) => status?.timestamps?.ImageReplaced)
        .map(({ status }) => status.nodeAffinity);
      expect(pod.metadata.namespace).toBe('training');
      expect(replaced).toContain(pod.spec.nodeName);
      cluster.stop();
    },
    RUN_LIMIT_MS,
  );
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildControlPlane } from '@cluster-upgrade/control-plane';
import { describeWithControlPlane } from '@cluster-upgrade/control-plane/testUtils';
import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { runCluster, RunningCluster } from '@cluster-upgrade/cluster-simulator';
import { simulatedOmniCloud } from './simulated';

// The first build takes minutes.
jest.setTimeout(15 * 60_000);

const EVENTUALLY_LIMIT_MS = 60_000;

async function eventually(look: () => Promise<void>): Promise<void> {
  const limit = AbortSignal.timeout(EVENTUALLY_LIMIT_MS);
  for (;;) {
    try {
      await look();
      return;
    } catch (error) {
      if (limit.aborted) {
        throw error;
      }
    }
    await sleep(100);
  }
}

describeWithControlPlane(
  'kubelets and operators on the real control plane',
  () => {
    let folder: string;
    let cluster: RunningCluster;
    const errors: string[] = [];

    const kubectl = (...args: string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        execFile(
          'kubectl',
          ['--kubeconfig', join(folder, 'kubeconfig'), ...args],
          { timeout: EVENTUALLY_LIMIT_MS },
          (error, stdout, stderr) =>
            error ? reject(new Error(stderr)) : resolve(stdout),
        );
      });

    const agentVersion = async (name: string) => {
      const node = await cluster.client.get(resourceTypes.nodes, { name });
      return node.metadata.labels?.['omni.cloud/agent-version'];
    };

    beforeAll(async () => {
      await buildControlPlane();
      folder = mkdtempSync(join(tmpdir(), 'run-cluster-'));
      cluster = await runCluster({
        target: 'real',
        platform: simulatedOmniCloud,
        speed: 10,
        kubeconfigFile: join(folder, 'kubeconfig'),
        onError: error => errors.push((error as Error).message),
      });
    });

    afterAll(async () => {
      await cluster?.stop();
      if (folder) {
        rmSync(folder, { recursive: true });
      }
    });

    it('brings the seeded platform to life', async () => {
      await eventually(async () => {
        expect(await agentVersion('omni-node-6')).toBe('v1.4.0');
        const lease = await cluster.client.get(resourceTypes.leases, {
          namespace: 'omni-system',
          name: 'omni-orchestrator-leader',
        });
        expect(lease.spec.holderIdentity).toMatch(/^omni-orchestrator-/);
      });
      expect(errors).toEqual([]);
    });

    it('lets a node be drained, upgraded and taken back', async () => {
      const { client } = cluster;
      await kubectl('drain', 'omni-node-1', '--ignore-daemonsets');
      const left = await kubectl(
        'get',
        'pods',
        '--all-namespaces',
        '--field-selector=spec.nodeName=omni-node-1',
        '--output=jsonpath={.items[*].metadata.name}',
      );
      expect(left).toMatch(/^omni-agent-\w+$/);
      await client.patch(
        resourceTypes.daemonSets,
        { namespace: 'omni-system', name: 'omni-agent' },
        'strategic',
        {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    name: 'agent',
                    image: 'registry.omni.cloud/omni/agent:v1.5.0',
                  },
                ],
              },
            },
          },
        },
      );
      await client.delete(resourceTypes.pods, {
        namespace: 'omni-system',
        name: left,
      });
      await eventually(async () =>
        expect(await agentVersion('omni-node-1')).toBe('v1.5.0'),
      );
      expect(await agentVersion('omni-node-2')).toBe('v1.4.0');
      await kubectl('uncordon', 'omni-node-1');
    });

    it('provisions a spare machine that takes pods', async () => {
      await cluster.client.patch(
        resourceTypes.configMaps,
        { namespace: 'omni-system', name: 'omni-capacity' },
        'merge',
        { data: { spareNodes: '1' } },
      );
      await eventually(async () =>
        expect(await agentVersion('omni-spare-1')).toBe('v1.5.0'),
      );
    });

    it('makes an application fail where the agent is of another version', async () => {
      await cluster.breakApplication('crash-loop');
      // Room on the upgraded machine only: the pod that is deleted has to start there.
      const others = [2, 3, 4, 5, 6].map(number => `omni-node-${number}`);
      await kubectl('cordon', ...others, 'omni-spare-1');
      await kubectl('delete', 'pods', '--namespace=shop', '--all');
      await eventually(async () => {
        const reasons = await kubectl(
          'get',
          'pods',
          '--namespace=shop',
          '--output=jsonpath={.items[*].status.containerStatuses[*].state.waiting.reason}',
        );
        expect(reasons).toContain('CrashLoopBackOff');
      });
    });
  },
);

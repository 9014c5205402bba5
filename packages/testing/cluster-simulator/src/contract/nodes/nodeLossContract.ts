import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { addDrivenNodes } from '../kubelets/drivenNode';
import { pod } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode, timestamp } from '../readyNode';

const unreachable = 'node.kubernetes.io/unreachable';

/** Others that live on: where all are silent, the silence is not held against the nodes. */
const addOthers = (scope: ContractScope) =>
  addDrivenNodes(scope, ['other-1', 'other-2'], { heartbeatIntervalMs: 500 });

async function isLost(scope: ContractScope, name: string): Promise<any> {
  return scope.eventually(async () => {
    const { body } = await scope.api.get(`/api/v1/nodes/${name}`);
    expect(body.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'Ready',
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      }),
    );
    expect(
      body.spec.taints
        .filter(({ key }: any) => key === unreachable)
        .map(({ effect }: any) => effect)
        .sort(),
    ).toEqual(['NoExecute', 'NoSchedule']);
    return body;
  });
}

/**
 * What becomes of a node that falls silent. For a cluster that misses it after a few seconds, not
 * after 50, and so not for cases whose nodes give no signs of life.
 *
 * @public
 */
export const nodeLossContract: Contract = {
  title: 'lost nodes',
  cases: {
    'a node that falls silent is unknown and tainted, until it is back':
      async scope => {
        await addOthers(scope);
        const { metadata } = await addReadyNode(scope, 'node');
        const path = `/api/v1/nodes/${metadata.name}`;
        await isLost(scope, metadata.name);
        expectSuccess(
          await scope.api.patch('strategic', `${path}/status`, {
            status: {
              conditions: [
                {
                  type: 'Ready',
                  status: 'True',
                  reason: 'KubeletReady',
                  lastHeartbeatTime: timestamp(),
                },
              ],
            },
          }),
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.spec.taints ?? []).toEqual([]);
        });
      },

    'its pods are no longer ready, and go when they have tolerated it long enough':
      async scope => {
        await addOthers(scope);
        const { metadata } = await addReadyNode(scope, 'node');
        // The kubelet is gone: nobody lets the pods go, or says anything more about them.
        const runner = PodRunner.start(scope);
        const path = scope.path('v1', 'pods');
        const add = (name: string, tolerationSeconds: number) =>
          scope.api.post(
            path,
            pod(name, {
              spec: {
                nodeName: metadata.name,
                terminationGracePeriodSeconds: 30,
                tolerations: [
                  {
                    key: unreachable,
                    operator: 'Exists',
                    effect: 'NoExecute',
                    tolerationSeconds,
                  },
                ],
              },
            }),
          );
        expectSuccess(await add('hasty', 0), 201);
        expectSuccess(await add('patient', 300), 201);
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.items.map((item: any) => item.status.phase)).toEqual([
            'Running',
            'Running',
          ]);
        });
        await runner.stop();
        await isLost(scope, metadata.name);
        await scope.eventually(async () => {
          const { body } = await scope.api.get(`${path}/patient`);
          expect(body.status.conditions).toContainEqual(
            expect.objectContaining({ type: 'Ready', status: 'False' }),
          );
          expect(body.metadata.deletionTimestamp).toBeUndefined();
          const hasty = await scope.api.get(`${path}/hasty`);
          expect(hasty.body.metadata.deletionTimestamp).toBeDefined();
        });
      },

    'where all nodes fall silent, no pod is sent away': async scope => {
      const { metadata } = await addReadyNode(scope, 'node');
      const path = `/api/v1/nodes/${metadata.name}`;
      await scope.eventually(async () => {
        const { body } = await scope.api.get(path);
        expect(body.spec.taints).toContainEqual(
          expect.objectContaining({ key: unreachable, effect: 'NoSchedule' }),
        );
      });
      // Somebody comes back: from now on it is the node's own fault again.
      await addOthers(scope);
      const before = await scope.api.get(path);
      expect(
        before.body.spec.taints.map(({ effect }: any) => effect),
      ).not.toContain('NoExecute');
      await isLost(scope, metadata.name);
    },
  },
};

import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { pod } from '../manifests';
import { addReadyNode } from '../readyNode';

async function addPod(scope: ContractScope, name: string, spec: object = {}) {
  expectSuccess(
    await scope.api.post(
      scope.path('v1', 'pods'),
      pod(name, {
        spec: { nodeSelector: { contract: scope.namespace }, ...spec },
      }),
    ),
    201,
  );
}

async function isBound(
  scope: ContractScope,
  name: string,
  nodeSuffix: string,
): Promise<void> {
  await scope.eventually(async () => {
    const { body } = await scope.api.get(scope.path('v1', 'pods', name));
    expect(body.spec.nodeName).toBe(scope.clusterName(nodeSuffix));
    expect(body.status.conditions).toEqual([
      expect.objectContaining({ type: 'PodScheduled', status: 'True' }),
    ]);
  });
}

async function isUnschedulable(
  scope: ContractScope,
  name: string,
  why: string,
): Promise<void> {
  await scope.eventually(async () => {
    const { body } = await scope.api.get(scope.path('v1', 'pods', name));
    expect(body.status.conditions).toEqual([
      expect.objectContaining({
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: expect.stringContaining(why),
      }),
    ]);
    expect(body.spec.nodeName).toBeUndefined();
  });
}

const requests = (cpu: string) => ({
  containers: [
    { name: 'main', image: 'web:1', resources: { requests: { cpu } } },
  ],
});

/** @public */
export const schedulingContract: Contract = {
  title: 'scheduling',
  cases: {
    'a pod is bound to a node that its selector fits': async scope => {
      await addReadyNode(scope, 'a', { labels: { pool: 'x' } });
      await addReadyNode(scope, 'b', { labels: { pool: 'y' } });
      await addPod(scope, 'web', {
        nodeSelector: { contract: scope.namespace, pool: 'y' },
      });
      await isBound(scope, 'web', 'b');
    },

    'a pod that fits nowhere waits, and says why': async scope => {
      await addReadyNode(scope, 'a');
      await addPod(scope, 'web', { nodeSelector: { nowhere: 'yes' } });
      await isUnschedulable(
        scope,
        'web',
        "didn't match Pod's node affinity/selector",
      );
      await addReadyNode(scope, 'b', { labels: { nowhere: 'yes' } });
      await isBound(scope, 'web', 'b');
    },

    'a cordoned node takes no pods until it is uncordoned': async scope => {
      await addReadyNode(scope, 'a');
      const path = `/api/v1/nodes/${scope.clusterName('a')}`;
      await addPod(scope, 'before');
      await isBound(scope, 'before', 'a');
      expectSuccess(
        await scope.api.patch('merge', path, { spec: { unschedulable: true } }),
      );
      await scope.eventually(async () => {
        const { body } = await scope.api.get(path);
        expect(body.spec.taints).toHaveLength(1);
      });
      await addPod(scope, 'web');
      await isUnschedulable(scope, 'web', 'were unschedulable');
      expectSuccess(
        await scope.api.patch('merge', path, { spec: { unschedulable: null } }),
      );
      await isBound(scope, 'web', 'a');
    },

    'a taint keeps pods away that do not tolerate it': async scope => {
      await addReadyNode(scope, 'a', {
        spec: { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] },
      });
      await addPod(scope, 'plain');
      await isUnschedulable(scope, 'plain', 'had untolerated taint(s)');
      await addPod(scope, 'tolerant', {
        tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
      });
      await isBound(scope, 'tolerant', 'a');
    },

    'NoExecute makes running pods go that do not tolerate it': async scope => {
      await addReadyNode(scope, 'a');
      await addPod(scope, 'plain');
      await addPod(scope, 'tolerant', {
        tolerations: [{ key: 'out', operator: 'Exists' }],
      });
      await isBound(scope, 'plain', 'a');
      await isBound(scope, 'tolerant', 'a');
      expectSuccess(
        await scope.api.patch(
          'merge',
          `/api/v1/nodes/${scope.clusterName('a')}`,
          { spec: { taints: [{ key: 'out', effect: 'NoExecute' }] } },
        ),
      );
      await scope.eventually(async () => {
        const { status } = await scope.api.get(
          scope.path('v1', 'pods', 'plain'),
        );
        expect(status).toBe(404);
      });
      expectSuccess(await scope.api.get(scope.path('v1', 'pods', 'tolerant')));
    },

    'requests are counted against what a node has': async scope => {
      await addReadyNode(scope, 'a', { capacity: { cpu: '1' } });
      await addPod(scope, 'first', requests('600m'));
      await isBound(scope, 'first', 'a');
      await addPod(scope, 'second', requests('600m'));
      await isUnschedulable(scope, 'second', 'Insufficient cpu');
      expectSuccess(await scope.api.delete(scope.path('v1', 'pods', 'first')));
      await isBound(scope, 'second', 'a');
    },

    'the number of pods is counted too': async scope => {
      await addReadyNode(scope, 'a', { capacity: { pods: '1' } });
      await addPod(scope, 'first');
      await isBound(scope, 'first', 'a');
      await addPod(scope, 'second');
      await isUnschedulable(scope, 'second', 'Too many pods');
    },

    'node affinity knows more than equality': async scope => {
      await addReadyNode(scope, 'a', { labels: { generation: '1' } });
      await addReadyNode(scope, 'b', { labels: { generation: '2' } });
      const affinity = (operator: string, values: string[]) => ({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [{ key: 'generation', operator, values }],
                },
              ],
            },
          },
        },
      });
      await addPod(scope, 'greater', affinity('Gt', ['1']));
      await isBound(scope, 'greater', 'b');
      await addPod(scope, 'not-in', affinity('NotIn', ['2']));
      await isBound(scope, 'not-in', 'a');
    },

    'pod anti-affinity spreads pods over nodes': async scope => {
      await addReadyNode(scope, 'a');
      await addReadyNode(scope, 'b');
      const spread = {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                labelSelector: { matchLabels: { app: 'spread' } },
                topologyKey: 'contract-host',
              },
            ],
          },
        },
      };
      for (const suffix of ['a', 'b']) {
        expectSuccess(
          await scope.api.patch(
            'merge',
            `/api/v1/nodes/${scope.clusterName(suffix)}`,
            { metadata: { labels: { 'contract-host': suffix } } },
          ),
        );
      }
      const nodes = new Set<string>();
      for (const name of ['one', 'two']) {
        expectSuccess(
          await scope.api.post(
            scope.path('v1', 'pods'),
            pod(name, {
              labels: { app: 'spread' },
              spec: { nodeSelector: { contract: scope.namespace }, ...spread },
            }),
          ),
          201,
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(scope.path('v1', 'pods', name));
          expect(body.spec.nodeName).toBeDefined();
          nodes.add(body.spec.nodeName);
        });
      }
      expect(nodes.size).toBe(2);
    },

    'a pod is bound by hand through its binding, once': async scope => {
      await addReadyNode(scope, 'a');
      await addPod(scope, 'web', { schedulerName: 'nobody' });
      const path = scope.path('v1', 'pods', 'web');
      const bind = () =>
        scope.api.post(`${path}/binding`, {
          apiVersion: 'v1',
          kind: 'Binding',
          metadata: { name: 'web' },
          target: {
            apiVersion: 'v1',
            kind: 'Node',
            name: scope.clusterName('a'),
          },
        });
      expect((await bind()).status).toBe(201);
      await isBound(scope, 'web', 'a');
      const again = await bind();
      expect(again.status).toBe(409);
      expect(again.body.message).toContain(
        'pod web is already assigned to node',
      );
    },
  },
};

import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { addReadyNode } from '../readyNode';

const notReady = {
  key: 'node.kubernetes.io/not-ready',
  effect: 'NoSchedule',
};
const unschedulable = {
  key: 'node.kubernetes.io/unschedulable',
  effect: 'NoSchedule',
};

/** @public */
export const nodeContract: Contract = {
  title: 'nodes',
  cases: {
    'a new node is tainted as not ready': async scope => {
      const name = scope.clusterName('fresh');
      const node = expectSuccess(
        await scope.api.post('/api/v1/nodes', { metadata: { name } }),
        201,
      );
      scope.onClose(async () => {
        await scope.api.delete(`/api/v1/nodes/${name}`);
      });
      expect(node.spec.taints).toContainEqual(notReady);
    },

    'a node that reports ready loses the taint': async scope => {
      const { metadata } = await addReadyNode(scope, 'node');
      await scope.eventually(async () => {
        const { body } = await scope.api.get(`/api/v1/nodes/${metadata.name}`);
        expect(body.spec.taints ?? []).toEqual([]);
      });
    },

    'a node that reports unready gets a taint that forbids scheduling':
      async scope => {
        const { metadata, status } = await addReadyNode(scope, 'node');
        const path = `/api/v1/nodes/${metadata.name}`;
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.spec.taints ?? []).toEqual([]);
        });
        expectSuccess(
          await scope.api.patch('strategic', `${path}/status`, {
            status: {
              conditions: [
                { ...status.conditions[0], status: 'False', reason: 'Broken' },
              ],
            },
          }),
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.spec.taints).toContainEqual(
            expect.objectContaining(notReady),
          );
        });
      },

    'a cordoned node is tainted, and the taint goes when it is uncordoned':
      async scope => {
        const { metadata } = await addReadyNode(scope, 'node');
        const path = `/api/v1/nodes/${metadata.name}`;
        expectSuccess(
          await scope.api.patch('strategic', path, {
            spec: { unschedulable: true },
          }),
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.spec.unschedulable).toBe(true);
          expect(body.spec.taints).toContainEqual(
            expect.objectContaining(unschedulable),
          );
        });
        expectSuccess(
          await scope.api.patch('merge', path, {
            spec: { unschedulable: null },
          }),
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.spec.unschedulable).toBeUndefined();
          expect(body.spec.taints ?? []).toEqual([]);
        });
      },

    'status and specification are written apart': async scope => {
      const { metadata } = await addReadyNode(scope, 'node');
      const path = `/api/v1/nodes/${metadata.name}`;
      const before = expectSuccess(await scope.api.get(path));
      const specOnly = expectSuccess(
        await scope.api.patch('merge', path, {
          metadata: { labels: { pool: 'blue' } },
          status: { phase: 'Ignored' },
        }),
      );
      expect(specOnly.metadata.labels.pool).toBe('blue');
      expect(specOnly.status).toEqual(before.status);
      const statusOnly = expectSuccess(
        await scope.api.patch('merge', `${path}/status`, {
          spec: { unschedulable: true },
          status: { nodeInfo: { kubeletVersion: 'v1.36.3' } },
        }),
      );
      expect(statusOnly.spec.unschedulable).toBeUndefined();
      expect(statusOnly.status.nodeInfo.kubeletVersion).toBe('v1.36.3');
    },

    'strategic patches merge taints by key and effect-free lists as a whole':
      async scope => {
        const { metadata } = await addReadyNode(scope, 'node', {
          spec: {
            taints: [{ key: 'pool', value: 'gpu', effect: 'NoSchedule' }],
          },
        });
        const path = `/api/v1/nodes/${metadata.name}`;
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          expect(body.spec.taints).toEqual([
            { key: 'pool', value: 'gpu', effect: 'NoSchedule' },
          ]);
        });
        const patched = expectSuccess(
          await scope.api.patch('strategic', path, {
            spec: {
              taints: [{ key: 'upgrade', value: 'now', effect: 'NoExecute' }],
            },
          }),
        );
        expect(patched.spec.taints).toEqual([
          { key: 'upgrade', value: 'now', effect: 'NoExecute' },
        ]);
      },

    'an unknown taint effect is refused with the field': async scope => {
      const { metadata } = await addReadyNode(scope, 'node');
      const answer = await scope.api.patch(
        'merge',
        `/api/v1/nodes/${metadata.name}`,
        { spec: { taints: [{ key: 'a', effect: 'Sometimes' }] } },
      );
      expect(answer.status).toBe(422);
      expect(answer.body.reason).toBe('Invalid');
      expect(answer.body.details.causes).toContainEqual(
        expect.objectContaining({ field: 'metadata.taints[0].effect' }),
      );
    },

    'a node that is not there is not found': async scope => {
      expectFailure(await scope.api.get('/api/v1/nodes/nowhere'), {
        code: 404,
        reason: 'NotFound',
        message: 'nodes "nowhere" not found',
        details: { name: 'nowhere', kind: 'nodes' },
      });
    },

    'nodes are listed by label and by field': async scope => {
      const first = await addReadyNode(scope, 'a', { labels: { pool: 'x' } });
      await addReadyNode(scope, 'b', { labels: { pool: 'y' } });
      const byLabel = await scope.client.list(
        {
          group: '',
          version: 'v1',
          plural: 'nodes',
          kind: 'Node',
          isNamespaced: false,
        },
        { labelSelector: `contract=${scope.namespace},pool=x` },
      );
      expect(byLabel.items.map(({ metadata }) => metadata.name)).toEqual([
        first.metadata.name,
      ]);
      const byField = expectSuccess(
        await scope.api.get('/api/v1/nodes', {
          fieldSelector: 'spec.unschedulable!=true',
          labelSelector: `contract=${scope.namespace}`,
        }),
      );
      expect(byField.items).toHaveLength(2);
    },
  },
};

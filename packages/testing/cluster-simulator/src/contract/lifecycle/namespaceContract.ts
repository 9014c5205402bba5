import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { configMap } from '../manifests';

/** @public */
export const namespaceContract: Contract = {
  title: 'namespaces',
  cases: {
    'a namespace is active, finalised by Kubernetes and labelled with its name':
      async scope => {
        const { body } = await scope.api.get(
          `/api/v1/namespaces/${scope.namespace}`,
        );
        expect(body.spec).toEqual({ finalizers: ['kubernetes'] });
        expect(body.status).toEqual({ phase: 'Active' });
        expect(body.metadata.labels).toEqual({
          'kubernetes.io/metadata.name': scope.namespace,
        });
      },

    'the default namespaces are there': async scope => {
      const { body } = await scope.api.get('/api/v1/namespaces');
      expect(body.items.map((item: any) => item.metadata.name)).toEqual(
        expect.arrayContaining([
          'default',
          'kube-node-lease',
          'kube-public',
          'kube-system',
        ]),
      );
    },

    'a deleted namespace terminates and takes its content along':
      async scope => {
        const name = scope.clusterName('doomed');
        const path = `/api/v1/namespaces/${name}`;
        expectSuccess(
          await scope.api.post('/api/v1/namespaces', { metadata: { name } }),
          201,
        );
        expectSuccess(
          await scope.api.post(
            `${path}/configmaps`,
            configMap('one', {}, { finalizers: ['example.com/hold'] }),
          ),
          201,
        );
        const marked = expectSuccess(await scope.api.delete(path));
        expect(marked.metadata.deletionTimestamp).toBeDefined();
        expect(marked.status.phase).toBe('Terminating');
        await scope.eventually(async () => {
          const { body } = await scope.api.get(`${path}/configmaps/one`);
          expect(body.metadata.deletionTimestamp).toBeDefined();
        });
        expectFailure(
          await scope.api.post(`${path}/configmaps`, configMap('late')),
          {
            code: 403,
            reason: 'Forbidden',
            message: `configmaps "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
            details: {
              name: 'late',
              kind: 'configmaps',
              causes: [
                {
                  reason: 'NamespaceTerminating',
                  message: `namespace ${name} is being terminated`,
                  field: 'metadata.namespace',
                },
              ],
            },
          },
        );
        expectSuccess(
          await scope.api.patch('merge', `${path}/configmaps/one`, {
            metadata: { finalizers: null },
          }),
        );
        await scope.eventually(async () => {
          expect((await scope.api.get(path)).status).toBe(404);
        });
      },

    'the default namespace can not be deleted': async scope => {
      expectFailure(await scope.api.delete('/api/v1/namespaces/default'), {
        code: 403,
        reason: 'Forbidden',
        message:
          'namespaces "default" is forbidden: this namespace may not be deleted',
        details: { name: 'default', kind: 'namespaces' },
      });
    },
  },
};

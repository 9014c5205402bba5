import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { configMap, workload } from '../manifests';

async function addMap(scope: ContractScope, data: Record<string, string>) {
  const path = scope.path('v1', 'configmaps');
  const created = expectSuccess(
    await scope.api.post(path, configMap('one', data)),
    201,
  );
  return { path: `${path}/one`, created };
}

async function addDeployment(scope: ContractScope, podSpec: object) {
  const path = scope.path('apps/v1', 'deployments');
  expectSuccess(
    await scope.api.post(
      path,
      workload('Deployment', 'web', { replicas: 0, podSpec }),
    ),
    201,
  );
  return `${path}/web`;
}

const containers = (list: object[]) => ({
  spec: { template: { spec: { containers: list } } },
});

/** @public */
export const patchContract: Contract = {
  title: 'patches',
  cases: {
    'a merge patch sets, replaces and removes': async scope => {
      const { path } = await addMap(scope, { a: '1', b: '2' });
      const patched = expectSuccess(
        await scope.api.patch('merge', path, {
          data: { a: null, b: '3', c: '4' },
          metadata: { annotations: { note: 'x' } },
        }),
      );
      expect(patched.data).toEqual({ b: '3', c: '4' });
      expect(patched.metadata.annotations).toEqual({ note: 'x' });
    },

    'a merge patch replaces lists as a whole': async scope => {
      const path = await addDeployment(scope, {
        containers: [
          { name: 'a', image: 'a:1' },
          { name: 'b', image: 'b:1' },
        ],
      });
      const patched = expectSuccess(
        await scope.api.patch(
          'merge',
          path,
          containers([{ name: 'b', image: 'b:2' }]),
        ),
      );
      expect(patched.spec.template.spec.containers).toHaveLength(1);
    },

    'a strategic patch merges lists by their key': async scope => {
      const path = await addDeployment(scope, {
        containers: [
          { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
          { name: 'b', image: 'b:1' },
        ],
      });
      const patched = expectSuccess(
        await scope.api.patch(
          'strategic',
          path,
          containers([
            { name: 'a', image: 'a:2', env: [{ name: 'Y', value: '2' }] },
            { name: 'c', image: 'c:1' },
          ]),
        ),
      );
      const list = patched.spec.template.spec.containers;
      expect(
        Object.fromEntries(list.map(({ name, image }: any) => [name, image])),
      ).toEqual({ a: 'a:2', b: 'b:1', c: 'c:1' });
      const a = list.find(({ name }: any) => name === 'a');
      expect(a.env).toEqual(
        expect.arrayContaining([
          { name: 'X', value: '1' },
          { name: 'Y', value: '2' },
        ]),
      );
    },

    'a strategic patch deletes and replaces by directive': async scope => {
      const path = await addDeployment(scope, {
        containers: [
          { name: 'a', image: 'a:1' },
          { name: 'b', image: 'b:1' },
        ],
      });
      const without = expectSuccess(
        await scope.api.patch(
          'strategic',
          path,
          containers([{ name: 'a', $patch: 'delete' }]),
        ),
      );
      expect(
        without.spec.template.spec.containers.map(({ name }: any) => name),
      ).toEqual(['b']);
      const replaced = expectSuccess(
        await scope.api.patch(
          'strategic',
          path,
          containers([{ $patch: 'replace' }, { name: 'c', image: 'c:1' }]),
        ),
      );
      expect(
        replaced.spec.template.spec.containers.map(({ name }: any) => name),
      ).toEqual(['c']);
      const swapped = expectSuccess(
        await scope.api.patch('strategic', path, {
          spec: {
            strategy: { $retainKeys: ['type'], type: 'Recreate' },
          },
        }),
      );
      expect(swapped.spec.strategy).toEqual({ type: 'Recreate' });
    },

    'a strategic patch removes finalizers one by one': async scope => {
      const { path } = await addMap(scope, {});
      expectSuccess(
        await scope.api.patch('merge', path, {
          metadata: { finalizers: ['example.com/a', 'example.com/b'] },
        }),
      );
      const patched = expectSuccess(
        await scope.api.patch('strategic', path, {
          metadata: {
            '$deleteFromPrimitiveList/finalizers': ['example.com/a'],
          },
        }),
      );
      expect(patched.metadata.finalizers).toEqual(['example.com/b']);
      await scope.api.patch('merge', path, { metadata: { finalizers: null } });
    },

    'a JSON patch does its operations in order, or none of them':
      async scope => {
        const { path } = await addMap(scope, { a: '1' });
        const patched = expectSuccess(
          await scope.api.patch('json', path, [
            { op: 'test', path: '/data/a', value: '1' },
            { op: 'add', path: '/data/b', value: '2' },
            { op: 'move', from: '/data/b', path: '/data/c' },
            { op: 'add', path: '/metadata/annotations', value: {} },
            {
              op: 'copy',
              from: '/data/c',
              path: '/metadata/annotations/example.com~1note',
            },
            { op: 'replace', path: '/data/a', value: '9' },
            { op: 'remove', path: '/data/c' },
          ]),
        );
        expect(patched.data).toEqual({ a: '9' });
        expect(patched.metadata.annotations).toEqual({
          'example.com/note': '2',
        });
        const refused = await scope.api.patch('json', path, [
          { op: 'replace', path: '/data/a', value: '10' },
          { op: 'test', path: '/data/a', value: '1' },
        ]);
        expectFailure(refused, {
          code: 422,
          reason: 'Invalid',
          message:
            'the server rejected our request due to an error in our request',
          details: {},
        });
        expect((await scope.api.get(path)).body.data.a).toBe('9');
      },

    'a JSON patch of a path that is not there is refused': async scope => {
      const { path } = await addMap(scope, { a: '1' });
      const answer = await scope.api.patch('json', path, [
        { op: 'remove', path: '/data/none' },
      ]);
      expectFailure(answer, {
        code: 422,
        reason: 'Invalid',
        message:
          'the server rejected our request due to an error in our request',
        details: {},
      });
    },

    'a JSON patch that is no list of operations is a bad request':
      async scope => {
        const { path } = await addMap(scope, {});
        const answer = await scope.api.patch('json', path, { op: 'add' });
        expectFailure(answer, {
          code: 400,
          reason: 'BadRequest',
          message: expect.stringMatching(/^error decoding patch: /),
        });
      },

    'a version in a patch is an optimistic lock': async scope => {
      const { path, created } = await addMap(scope, { a: '1' });
      const { resourceVersion } = created.metadata;
      const lock = { metadata: { resourceVersion } };
      expectSuccess(
        await scope.api.patch('merge', path, { ...lock, data: { a: '2' } }),
      );
      for (const type of ['merge', 'strategic'] as const) {
        expectFailure(
          await scope.api.patch(type, path, { ...lock, data: { a: '3' } }),
          {
            code: 409,
            reason: 'Conflict',
            message:
              'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
            details: { name: 'one', kind: 'configmaps' },
          },
        );
      }
      expect((await scope.api.get(path)).body.data).toEqual({ a: '2' });
    },

    'the uid can not be changed': async scope => {
      const { path } = await addMap(scope, { a: '1' });
      const answer = await scope.api.patch('merge', path, {
        metadata: { uid: 'other' },
        data: { a: '2' },
      });
      expect(answer.status).toBe(422);
      expect(answer.body.reason).toBe('Invalid');
      expect(answer.body.details.causes).toContainEqual({
        reason: 'FieldValueInvalid',
        message: 'Invalid value: "other": field is immutable',
        field: 'metadata.uid',
      });
    },

    'a patch that changes nothing keeps the version': async scope => {
      const { path, created } = await addMap(scope, { a: '1' });
      const patched = expectSuccess(
        await scope.api.patch('merge', path, { data: { a: '1' } }),
      );
      expect(patched.metadata.resourceVersion).toBe(
        created.metadata.resourceVersion,
      );
    },

    'a patch of nothing is not found': async scope => {
      for (const type of ['merge', 'strategic', 'json'] as const) {
        expectFailure(
          await scope.api.patch(
            type,
            scope.path('v1', 'configmaps', 'none'),
            type === 'json' ? [] : {},
          ),
          {
            code: 404,
            reason: 'NotFound',
            message: 'configmaps "none" not found',
            details: { name: 'none', kind: 'configmaps' },
          },
        );
      }
    },
  },
};

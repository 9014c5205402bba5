import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { workload } from '../manifests';

const mapPath = (scope: ContractScope) => scope.path('v1', 'configmaps', 'one');

function apply(
  scope: ContractScope,
  manager: string,
  data?: Record<string, string>,
  query = {},
) {
  return scope.api.patch(
    'apply',
    mapPath(scope),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'one' },
      data,
    },
    { fieldManager: manager, ...query },
  );
}

const owners = (object: any) =>
  Object.fromEntries(
    object.metadata.managedFields.map((entry: any) => [
      `${entry.manager}/${entry.operation}`,
      Object.keys(entry.fieldsV1['f:data'] ?? {}).filter(key => key !== '.'),
    ]),
  );

/** @public */
export const applyContract: Contract = {
  title: 'server-side apply',
  cases: {
    'the first apply creates and records who owns what': async scope => {
      const created = expectSuccess(
        await apply(scope, 'blue', { a: '1', b: '2' }),
        201,
      );
      expect(created.metadata.managedFields).toEqual([
        {
          manager: 'blue',
          operation: 'Apply',
          apiVersion: 'v1',
          time: created.metadata.creationTimestamp,
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} } },
        },
      ]);
    },

    'what the next apply leaves out is removed': async scope => {
      await apply(scope, 'blue', { a: '1', b: '2' });
      const applied = expectSuccess(await apply(scope, 'blue', { a: '1' }));
      expect(applied.data).toEqual({ a: '1' });
      expect(owners(applied)).toEqual({ 'blue/Apply': ['f:a'] });
    },

    'the same apply again changes nothing': async scope => {
      const created = (await apply(scope, 'blue', { a: '1' })).body;
      const again = expectSuccess(await apply(scope, 'blue', { a: '1' }));
      expect(again.metadata.resourceVersion).toBe(
        created.metadata.resourceVersion,
      );
      expect(again.metadata.managedFields).toEqual(
        created.metadata.managedFields,
      );
    },

    'two managers share an object without touching each other': async scope => {
      await apply(scope, 'blue', { a: '1' });
      const shared = expectSuccess(await apply(scope, 'green', { b: '2' }));
      expect(shared.data).toEqual({ a: '1', b: '2' });
      expect(owners(shared)).toEqual({
        'blue/Apply': ['f:a'],
        'green/Apply': ['f:b'],
      });
      const less = expectSuccess(await apply(scope, 'blue'));
      expect(less.data).toEqual({ b: '2' });
      expect(owners(less)).toEqual({ 'green/Apply': ['f:b'] });
    },

    'another value for a field of somebody else is a conflict with its owner':
      async scope => {
        await apply(scope, 'blue', { a: '1' });
        expectFailure(await apply(scope, 'green', { a: '2' }), {
          code: 409,
          reason: 'Conflict',
          message:
            'Apply failed with 1 conflict: conflict with "blue": .data.a',
          details: {
            causes: [
              {
                reason: 'FieldManagerConflict',
                message: 'conflict with "blue"',
                field: '.data.a',
              },
            ],
          },
        });
        expect((await scope.api.get(mapPath(scope))).body.data).toEqual({
          a: '1',
        });
      },

    'conflicts with several owners are listed': async scope => {
      await apply(scope, 'blue', { a: '1', b: '1' });
      await apply(scope, 'red', { c: '1' });
      const answer = await apply(scope, 'green', { a: '2', b: '2', c: '2' });
      expect(answer.status).toBe(409);
      expect(
        answer.body.details.causes.map(({ field }: any) => field).sort(),
      ).toEqual(['.data.a', '.data.b', '.data.c']);
      expect(answer.body.message).toBe(
        'Apply failed with 3 conflicts: conflicts with "blue":\n- .data.a\n- .data.b\nconflicts with "red":\n- .data.c',
      );
    },

    'force takes the field over': async scope => {
      await apply(scope, 'blue', { a: '1', b: '1' });
      const forced = expectSuccess(
        await apply(scope, 'green', { a: '2' }, { force: 'true' }),
      );
      expect(forced.data).toEqual({ a: '2', b: '1' });
      expect(owners(forced)).toEqual({
        'blue/Apply': ['f:b'],
        'green/Apply': ['f:a'],
      });
    },

    'the same value is owned together, and stays while one wants it':
      async scope => {
        await apply(scope, 'blue', { a: '1' });
        const shared = expectSuccess(await apply(scope, 'green', { a: '1' }));
        expect(owners(shared)).toEqual({
          'blue/Apply': ['f:a'],
          'green/Apply': ['f:a'],
        });
        const left = expectSuccess(await apply(scope, 'blue', {}));
        expect(left.data).toEqual({ a: '1' });
      },

    'an update takes fields over without asking, and apply then conflicts':
      async scope => {
        await apply(scope, 'blue', { a: '1' });
        const updated = expectSuccess(
          await scope.api.patch(
            'merge',
            mapPath(scope),
            { data: { a: '2' } },
            { fieldManager: 'hand' },
          ),
        );
        expect(owners(updated)).toEqual({ 'hand/Update': ['f:a'] });
        const refused = await apply(scope, 'blue', { a: '1' });
        expect(refused.status).toBe(409);
        expect(refused.body.message).toMatch(
          /^Apply failed with 1 conflict: conflict with "hand" using v1/,
        );
      },

    'lists are merged by their keys': async scope => {
      const path = scope.path('apps/v1', 'deployments', 'web');
      const applyContainers = (manager: string, containers: object[]) =>
        scope.api.patch(
          'apply',
          path,
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'web' },
            spec: { template: { spec: { containers } } },
          },
          { fieldManager: manager },
        );
      expectSuccess(
        await scope.api.patch(
          'apply',
          path,
          workload('Deployment', 'web', { replicas: 0 }),
          { fieldManager: 'blue' },
        ),
        201,
      );
      const both = expectSuccess(
        await applyContainers('green', [{ name: 'side', image: 'side:1' }]),
      );
      expect(
        both.spec.template.spec.containers.map(({ name }: any) => name),
      ).toEqual(['main', 'side']);
      const green = both.metadata.managedFields.find(
        ({ manager }: any) => manager === 'green',
      );
      expect(green.fieldsV1).toEqual({
        'f:spec': {
          'f:template': {
            'f:spec': {
              'f:containers': {
                'k:{"name":"side"}': { '.': {}, 'f:image': {}, 'f:name': {} },
              },
            },
          },
        },
      });
    },

    'writes of the status are recorded apart': async scope => {
      const path = scope.path('apps/v1', 'deployments', 'web');
      expectSuccess(
        await scope.api.patch(
          'apply',
          path,
          workload('Deployment', 'web', { replicas: 0 }),
          { fieldManager: 'blue' },
        ),
        201,
      );
      const reported = expectSuccess(
        await scope.api.patch(
          'merge',
          `${path}/status`,
          { status: { collisionCount: 3 } },
          { fieldManager: 'blue' },
        ),
      );
      expect(reported.metadata.managedFields).toContainEqual({
        manager: 'blue',
        operation: 'Update',
        apiVersion: 'apps/v1',
        time: expect.any(String),
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:status': { 'f:collisionCount': {} } },
        subresource: 'status',
      });
    },

    'apply needs a manager, a type and the right name': async scope => {
      const body = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'one' },
      };
      const unnamed = await scope.api.patch('apply', mapPath(scope), body);
      expectFailure(unnamed, {
        code: 422,
        reason: 'Invalid',
        message:
          'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
        details: {
          group: 'meta.k8s.io',
          kind: 'PatchOptions',
          causes: [
            {
              reason: 'FieldValueRequired',
              message: 'Required value: is required for apply patch',
              field: 'fieldManager',
            },
          ],
        },
      });
      const untyped = await scope.api.patch(
        'apply',
        mapPath(scope),
        { metadata: { name: 'one' } },
        { fieldManager: 'blue' },
      );
      expect(untyped.status).toBe(400);
      const other = await scope.api.patch(
        'apply',
        mapPath(scope),
        { ...body, metadata: { name: 'two' } },
        { fieldManager: 'blue' },
      );
      expect(other.status).toBe(400);
      const managed = await scope.api.patch(
        'apply',
        mapPath(scope),
        {
          ...body,
          metadata: {
            name: 'one',
            managedFields: [
              {
                manager: 'x',
                operation: 'Apply',
                apiVersion: 'v1',
                fieldsType: 'FieldsV1',
                fieldsV1: {},
              },
            ],
          },
        },
        { fieldManager: 'blue' },
      );
      expect(managed.status).toBe(400);
      expect(managed.body.message).toBe('metadata.managedFields must be nil');
    },

    'force is for apply alone': async scope => {
      await apply(scope, 'blue', { a: '1' });
      const answer = await scope.api.patch(
        'merge',
        mapPath(scope),
        { data: { a: '2' } },
        { force: 'true' },
      );
      expect(answer.status).toBe(422);
      expect(answer.body.details.causes[0].field).toBe('force');
    },
  },
};

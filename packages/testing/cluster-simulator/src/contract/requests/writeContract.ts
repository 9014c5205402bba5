import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { configMap } from '../manifests';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @public */
export const writeContract: Contract = {
  title: 'create, update, delete',
  cases: {
    'the server fills in what identifies an object': async scope => {
      const answer = await scope.api.post(
        scope.path('v1', 'configmaps'),
        {
          data: { a: 'b' },
          metadata: { name: 'one', uid: 'mine' },
        },
        { fieldManager: 'contract' },
      );
      const created = expectSuccess(answer, 201);
      expect(created).toEqual({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: {
          name: 'one',
          namespace: scope.namespace,
          uid: expect.stringMatching(uuid),
          resourceVersion: expect.stringMatching(/^\d+$/),
          creationTimestamp: expect.stringMatching(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
          ),
          managedFields: [
            {
              manager: 'contract',
              operation: 'Update',
              apiVersion: 'v1',
              time: created.metadata.creationTimestamp,
              fieldsType: 'FieldsV1',
              fieldsV1: { 'f:data': { '.': {}, 'f:a': {} } },
            },
          ],
        },
        data: { a: 'b' },
      });
      expect(answer.headers['content-type']).toBe('application/json');
    },

    'a generated name has the prefix and five characters that are easy to read':
      async scope => {
        const path = scope.path('v1', 'configmaps');
        const names = new Set<string>();
        for (let count = 0; count < 3; count += 1) {
          const created = expectSuccess(
            await scope.api.post(path, { metadata: { generateName: 'pre-' } }),
            201,
          );
          expect(created.metadata.generateName).toBe('pre-');
          expect(created.metadata.name).toMatch(
            /^pre-[bcdfghjklmnpqrstvwxz2456789]{5}$/,
          );
          names.add(created.metadata.name);
        }
        expect(names.size).toBe(3);
      },

    'a second object of the same name already exists': async scope => {
      const path = scope.path('v1', 'configmaps');
      expectSuccess(await scope.api.post(path, configMap('one')), 201);
      expectFailure(await scope.api.post(path, configMap('one')), {
        code: 409,
        reason: 'AlreadyExists',
        message: 'configmaps "one" already exists',
        details: { name: 'one', kind: 'configmaps' },
      });
    },

    'an update changes the version and keeps the identity': async scope => {
      const path = scope.path('v1', 'configmaps');
      const created = expectSuccess(
        await scope.api.post(path, configMap('one', { a: '1' })),
        201,
      );
      const updated = expectSuccess(
        await scope.api.put(`${path}/one`, { ...created, data: { a: '2' } }),
      );
      expect(updated.data).toEqual({ a: '2' });
      expect(updated.metadata.uid).toBe(created.metadata.uid);
      expect(updated.metadata.creationTimestamp).toBe(
        created.metadata.creationTimestamp,
      );
      expect(Number(updated.metadata.resourceVersion)).toBeGreaterThan(
        Number(created.metadata.resourceVersion),
      );
    },

    'an update without change keeps the version': async scope => {
      const path = scope.path('v1', 'configmaps');
      const created = expectSuccess(
        await scope.api.post(path, configMap('one', { a: '1' })),
        201,
      );
      const updated = expectSuccess(
        await scope.api.put(`${path}/one`, created),
      );
      expect(updated.metadata.resourceVersion).toBe(
        created.metadata.resourceVersion,
      );
    },

    'an update of an old version is a conflict': async scope => {
      const path = scope.path('v1', 'configmaps');
      const created = expectSuccess(
        await scope.api.post(path, configMap('one', { a: '1' })),
        201,
      );
      expectSuccess(
        await scope.api.put(`${path}/one`, { ...created, data: { a: '2' } }),
      );
      expectFailure(
        await scope.api.put(`${path}/one`, { ...created, data: { a: '3' } }),
        {
          code: 409,
          reason: 'Conflict',
          message:
            'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
          details: { name: 'one', kind: 'configmaps' },
        },
      );
      expect((await scope.api.get(`${path}/one`)).body.data).toEqual({
        a: '2',
      });
    },

    'an update without a version overwrites': async scope => {
      const path = scope.path('v1', 'configmaps');
      expectSuccess(
        await scope.api.post(path, configMap('one', { a: '1' })),
        201,
      );
      const updated = expectSuccess(
        await scope.api.put(`${path}/one`, configMap('one', { b: '2' })),
      );
      expect(updated.data).toEqual({ b: '2' });
    },

    'an update of nothing is not found': async scope => {
      expectFailure(
        await scope.api.put(
          scope.path('v1', 'configmaps', 'none'),
          configMap('none'),
        ),
        {
          code: 404,
          reason: 'NotFound',
          message: 'configmaps "none" not found',
          details: { name: 'none', kind: 'configmaps' },
        },
      );
    },

    'the name in the body must be that of the path': async scope => {
      const path = scope.path('v1', 'configmaps');
      expectSuccess(await scope.api.post(path, configMap('one')), 201);
      expectFailure(await scope.api.put(`${path}/one`, configMap('two')), {
        code: 400,
        reason: 'BadRequest',
        message:
          'the name of the object (two) does not match the name on the URL (one)',
      });
    },

    'the namespace in the body must be that of the path': async scope => {
      expectFailure(
        await scope.api.post(
          scope.path('v1', 'configmaps'),
          configMap('one', {}, { namespace: 'default' }),
        ),
        {
          code: 400,
          reason: 'BadRequest',
          message:
            'the namespace of the provided object does not match the namespace sent on the request',
        },
      );
    },

    'a deletion answers with what was deleted': async scope => {
      const path = scope.path('v1', 'configmaps');
      const created = expectSuccess(
        await scope.api.post(path, configMap('one')),
        201,
      );
      const answer = await scope.api.delete(`${path}/one`);
      expect(expectSuccess(answer)).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: { name: 'one', kind: 'configmaps', uid: created.metadata.uid },
      });
      expectFailure(await scope.api.delete(`${path}/one`), {
        code: 404,
        reason: 'NotFound',
        message: 'configmaps "one" not found',
        details: { name: 'one', kind: 'configmaps' },
      });
    },

    'a deletion can insist on a version': async scope => {
      const path = scope.path('v1', 'configmaps');
      const created = expectSuccess(
        await scope.api.post(path, configMap('one')),
        201,
      );
      const refused = await scope.api.delete(`${path}/one`, {
        preconditions: { resourceVersion: '1' },
      });
      expectFailure(refused, {
        code: 409,
        reason: 'Conflict',
        message: `Operation cannot be fulfilled on ConfigMap "one": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${created.metadata.resourceVersion}). The object might have been modified`,
        details: { name: 'one', kind: 'ConfigMap' },
      });
      const { uid, resourceVersion } = created.metadata;
      expectSuccess(
        await scope.api.delete(`${path}/one`, {
          preconditions: { uid, resourceVersion },
        }),
      );
    },

    'a collection is deleted by selector': async scope => {
      const path = scope.path('v1', 'configmaps');
      for (const [name, tier] of Object.entries({ a: 'x', b: 'x', c: 'y' })) {
        expectSuccess(
          await scope.api.post(path, configMap(name, {}, { labels: { tier } })),
          201,
        );
      }
      expectSuccess(
        await scope.api.delete(path, undefined, { labelSelector: 'tier=x' }),
      );
      const { body } = await scope.api.get(path, { labelSelector: 'tier' });
      expect(body.items.map((item: any) => item.metadata.name)).toEqual(['c']);
    },

    'a dry run answers as if, and does nothing': async scope => {
      const path = scope.path('v1', 'configmaps');
      const created = expectSuccess(
        await scope.api.post(path, configMap('one', { a: '1' }), {
          dryRun: 'All',
        }),
        201,
      );
      expect(created.metadata.uid).toMatch(uuid);
      expect((await scope.api.get(`${path}/one`)).status).toBe(404);
      expectSuccess(
        await scope.api.post(path, configMap('one', { a: '1' })),
        201,
      );
      const patched = expectSuccess(
        await scope.api.patch(
          'merge',
          `${path}/one`,
          { data: { a: '2' } },
          {
            dryRun: 'All',
          },
        ),
      );
      expect(patched.data).toEqual({ a: '2' });
      expectSuccess(
        await scope.api.delete(`${path}/one`, undefined, { dryRun: 'All' }),
      );
      expect((await scope.api.get(`${path}/one`)).body.data).toEqual({
        a: '1',
      });
      expect(
        (await scope.api.post(path, configMap('two'), { dryRun: 'Some' }))
          .status,
      ).toBe(422);
    },
  },
};

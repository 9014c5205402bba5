import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { configMap } from '../manifests';

const path = (scope: ContractScope, ...rest: string[]) =>
  scope.path('v1', 'configmaps', ...rest);

async function add(
  scope: ContractScope,
  name: string,
  metadata: object = {},
): Promise<any> {
  return expectSuccess(
    await scope.api.post(path(scope), configMap(name, {}, metadata)),
    201,
  );
}

const ownedBy = (owner: any, options: object = {}) => ({
  ownerReferences: [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: owner.metadata.name,
      uid: owner.metadata.uid,
      ...options,
    },
  ],
});

async function isGone(scope: ContractScope, name: string): Promise<void> {
  await scope.eventually(async () => {
    expect((await scope.api.get(path(scope, name))).status).toBe(404);
  });
}

/** @public */
export const deletionContract: Contract = {
  title: 'finalizers and garbage collection',
  cases: {
    'an object with a finalizer stays, marked, until the last one is taken off':
      async scope => {
        await add(scope, 'one', { finalizers: ['example.com/hold'] });
        const marked = expectSuccess(
          await scope.api.delete(path(scope, 'one')),
        );
        expect(marked.kind).toBe('ConfigMap');
        expect(marked.metadata).toMatchObject({
          deletionTimestamp: expect.stringMatching(/Z$/),
          deletionGracePeriodSeconds: 0,
          finalizers: ['example.com/hold'],
        });
        const again = expectSuccess(await scope.api.delete(path(scope, 'one')));
        expect(again.metadata.deletionTimestamp).toBe(
          marked.metadata.deletionTimestamp,
        );
        expectSuccess(
          await scope.api.patch('merge', path(scope, 'one'), {
            metadata: { finalizers: null },
          }),
        );
        expect((await scope.api.get(path(scope, 'one'))).status).toBe(404);
      },

    'no finalizer can be added to an object that is being deleted':
      async scope => {
        await add(scope, 'one', { finalizers: ['example.com/hold'] });
        await scope.api.delete(path(scope, 'one'));
        expectFailure(
          await scope.api.patch('merge', path(scope, 'one'), {
            metadata: { finalizers: ['example.com/hold', 'example.com/more'] },
          }),
          {
            code: 422,
            reason: 'Invalid',
            message:
              'ConfigMap "one" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/more"}',
            details: {
              name: 'one',
              kind: 'ConfigMap',
              // Upstream checks twice, and says it twice.
              causes: expect.arrayContaining([
                {
                  reason: 'FieldValueForbidden',
                  message:
                    'Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/more"}',
                  field: 'metadata.finalizers',
                },
              ]),
            },
          },
        );
        await scope.api.patch('merge', path(scope, 'one'), {
          metadata: { finalizers: null },
        });
      },

    'a watch tells marking as modified and the end as deleted': async scope => {
      const created = await add(scope, 'one', {
        finalizers: ['example.com/hold'],
      });
      const watch = await scope.watch(path(scope), {
        resourceVersion: created.metadata.resourceVersion,
        fieldSelector: 'metadata.name=one',
      });
      await scope.api.delete(path(scope, 'one'));
      await scope.api.patch('merge', path(scope, 'one'), {
        metadata: { finalizers: null },
      });
      const events = await watch.until(({ type }) => type === 'DELETED');
      expect(events.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED']);
      expect(events[0].object.metadata.deletionTimestamp).toBeDefined();
    },

    'in the background, the owner goes at once and its dependents after it':
      async scope => {
        const owner = await add(scope, 'owner');
        await add(scope, 'child', ownedBy(owner));
        expectSuccess(await scope.api.delete(path(scope, 'owner')));
        expect((await scope.api.get(path(scope, 'owner'))).status).toBe(404);
        await isGone(scope, 'child');
      },

    'in the foreground, the owner waits for dependents that block it':
      async scope => {
        const owner = await add(scope, 'owner');
        await add(scope, 'child', {
          ...ownedBy(owner, { blockOwnerDeletion: true }),
          finalizers: ['example.com/hold'],
        });
        const marked = expectSuccess(
          await scope.api.delete(path(scope, 'owner'), {
            propagationPolicy: 'Foreground',
          }),
        );
        expect(marked.metadata.finalizers).toEqual(['foregroundDeletion']);
        expect(marked.metadata.deletionTimestamp).toBeDefined();
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path(scope, 'child'));
          expect(body.metadata.deletionTimestamp).toBeDefined();
        });
        expectSuccess(await scope.api.get(path(scope, 'owner')));
        expectSuccess(
          await scope.api.patch('merge', path(scope, 'child'), {
            metadata: { finalizers: null },
          }),
        );
        await isGone(scope, 'child');
        await isGone(scope, 'owner');
      },

    'orphaned dependents stay, without the reference': async scope => {
      const owner = await add(scope, 'owner');
      await add(scope, 'child', ownedBy(owner));
      expectSuccess(
        await scope.api.delete(path(scope, 'owner'), {
          propagationPolicy: 'Orphan',
        }),
      );
      await isGone(scope, 'owner');
      const { body } = await scope.api.get(path(scope, 'child'));
      expect(body.metadata.ownerReferences).toBeUndefined();
      expect(body.metadata.deletionTimestamp).toBeUndefined();
    },

    'a dependent of an owner that never was is collected': async scope => {
      await add(
        scope,
        'child',
        ownedBy({ metadata: { name: 'ghost', uid: 'no-such-uid' } }),
      );
      await isGone(scope, 'child');
    },

    'a dependent with another living owner stays': async scope => {
      const first = await add(scope, 'first');
      const second = await add(scope, 'second');
      await add(scope, 'child', {
        ownerReferences: [
          ...ownedBy(first).ownerReferences,
          ...ownedBy(second).ownerReferences,
        ],
      });
      expectSuccess(await scope.api.delete(path(scope, 'first')));
      await scope.eventually(async () => {
        const { body } = await scope.api.get(path(scope, 'child'));
        expect(body.metadata.ownerReferences).toHaveLength(1);
      });
      expectSuccess(await scope.api.get(path(scope, 'child')));
    },

    'two controllers of one object are refused': async scope => {
      const owner = await add(scope, 'owner');
      const [reference] = ownedBy(owner, { controller: true }).ownerReferences;
      const answer = await scope.api.post(
        path(scope),
        configMap(
          'child',
          {},
          {
            ownerReferences: [reference, { ...reference, uid: 'another' }],
          },
        ),
      );
      expect(answer.status).toBe(422);
      expect(answer.body.details.causes[0].field).toBe(
        'metadata.ownerReferences',
      );
    },
  },
};

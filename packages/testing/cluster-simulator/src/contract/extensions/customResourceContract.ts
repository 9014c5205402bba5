import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { defineGadgets } from './customResources';

/** @public */
export const customResourceContract: Contract = {
  title: 'custom resources',
  cases: {
    'the generation moves with the specification, never with the status':
      async scope => {
        const gadgets = await defineGadgets(scope);
        expectSuccess(
          await scope.api.post(gadgets.path(), gadgets.object('one')),
          201,
        );
        const path = gadgets.path('one');
        const reported = expectSuccess(
          await scope.api.patch('merge', `${path}/status`, {
            spec: { image: 'web:ignored' },
            status: { phase: 'Running', observedGeneration: 1 },
          }),
        );
        expect(reported.metadata.generation).toBe(1);
        expect(reported.spec.image).toBe('web:1');
        expect(reported.status).toEqual({
          phase: 'Running',
          observedGeneration: 1,
        });
        const changed = expectSuccess(
          await scope.api.patch('merge', path, {
            spec: { image: 'web:2' },
            status: { phase: 'Ignored' },
          }),
        );
        expect(changed.metadata.generation).toBe(2);
        expect(changed.status.phase).toBe('Running');
        const labelled = expectSuccess(
          await scope.api.patch('merge', path, {
            metadata: { labels: { a: 'b' } },
          }),
        );
        expect(labelled.metadata.generation).toBe(2);
      },

    'a strategic patch is unsupported': async scope => {
      const gadgets = await defineGadgets(scope);
      expectSuccess(
        await scope.api.post(gadgets.path(), gadgets.object('one')),
        201,
      );
      expectFailure(
        await scope.api.patch('strategic', gadgets.path('one'), {
          spec: { image: 'web:2' },
        }),
        {
          code: 415,
          reason: 'UnsupportedMediaType',
          message:
            'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        },
      );
    },

    'server-side apply merges lists by the keys of the schema': async scope => {
      const gadgets = await defineGadgets(scope);
      const apply = (manager: string, spec: object) =>
        scope.api.patch(
          'apply',
          gadgets.path('one'),
          gadgets.object('one', { spec }),
          { fieldManager: manager },
        );
      expectSuccess(
        await apply('blue', { image: 'web:1', members: [{ name: 'a' }] }),
        201,
      );
      const both = expectSuccess(
        await apply('green', { members: [{ name: 'b', weight: 5 }] }),
      );
      expect(both.spec.members).toEqual([
        { name: 'a', weight: 1 },
        { name: 'b', weight: 5 },
      ]);
      const less = expectSuccess(await apply('blue', { image: 'web:1' }));
      expect(less.spec.members).toEqual([{ name: 'b', weight: 5 }]);
    },

    'scale follows the paths of the definition': async scope => {
      const gadgets = await defineGadgets(scope);
      expectSuccess(
        await scope.api.post(gadgets.path(), gadgets.object('one')),
        201,
      );
      const path = gadgets.path('one', 'scale');
      const scale = expectSuccess(await scope.api.get(path));
      expect(scale).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        spec: { replicas: 3 },
        status: { replicas: 0 },
      });
      expectSuccess(
        await scope.api.patch('merge', path, { spec: { replicas: 5 } }),
      );
      const { body } = await scope.api.get(gadgets.path('one'));
      expect(body.spec.replicas).toBe(5);
      expect(body.metadata.generation).toBe(2);
    },

    'a watch of custom resources tells changes': async scope => {
      const gadgets = await defineGadgets(scope);
      const watch = await scope.watch(gadgets.path());
      expectSuccess(
        await scope.api.post(gadgets.path(), gadgets.object('one')),
        201,
      );
      expect((await watch.next())?.type).toBe('ADDED');
      expectSuccess(
        await scope.api.patch('merge', gadgets.path('one'), {
          spec: { paused: true },
        }),
      );
      const event = await watch.next();
      expect(event?.type).toBe('MODIFIED');
      expect(event?.object.spec.paused).toBe(true);
    },
  },
};

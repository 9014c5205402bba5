import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { defineGadgets } from './customResources';

/** @public */
export const customResourceContract: Contract = {
  title: 'custom resources',
  cases: {
    'a definition is accepted, established and discovered': async scope => {
      const gadgets = await defineGadgets(scope);
      const crd = expectSuccess(await scope.api.get(gadgets.crdPath));
      expect(
        crd.status.conditions.map(({ type, status, reason }: any) => [
          type,
          status,
          reason,
        ]),
      ).toEqual([
        ['NamesAccepted', 'True', 'NoConflicts'],
        ['Established', 'True', 'InitialNamesAccepted'],
      ]);
      expect(crd.status.storedVersions).toEqual(['v1']);
      expect(crd.status.acceptedNames).toEqual({
        kind: 'Gadget',
        listKind: 'GadgetList',
        plural: 'gadgets',
        singular: 'gadget',
        shortNames: ['gdg'],
      });
      expect(crd.spec.conversion).toEqual({ strategy: 'None' });
      await scope.eventually(async () => {
        const list = expectSuccess(
          await scope.api.get(`/apis/${gadgets.group}/v1`),
        );
        expect(list.resources.map(({ name }: any) => name).sort()).toEqual([
          'gadgets',
          'gadgets/scale',
          'gadgets/status',
        ]);
      });
    },

    'defaults are filled in and unknown fields dropped': async scope => {
      const gadgets = await defineGadgets(scope);
      const created = expectSuccess(
        await scope.api.post(
          gadgets.path(),
          gadgets.object('one', {
            spec: {
              image: 'web:1',
              colour: 'red',
              free: { any: { thing: 1 } },
              settings: { a: 'b' },
              port: 'http',
              members: [{ name: 'a', height: 2 }],
            },
            status: { phase: 'Imagined' },
          }),
        ),
        201,
      );
      expect(created.spec).toEqual({
        image: 'web:1',
        replicas: 3,
        mode: 'auto',
        free: { any: { thing: 1 } },
        settings: { a: 'b' },
        port: 'http',
        members: [{ name: 'a', weight: 1 }],
      });
      expect(created.status).toBeUndefined();
      expect(created.metadata.generation).toBe(1);
    },

    'what the schema forbids is refused with every field named':
      async scope => {
        const gadgets = await defineGadgets(scope);
        const answer = await scope.api.post(
          gadgets.path(),
          gadgets.object('one', {
            spec: { image: 'untagged', replicas: 12, mode: 'wild' },
          }),
        );
        expect(answer.status).toBe(422);
        expect(answer.body.reason).toBe('Invalid');
        expect(answer.body.details).toEqual({
          name: 'one',
          group: gadgets.group,
          kind: 'Gadget',
          causes: expect.arrayContaining([
            {
              reason: 'FieldValueInvalid',
              message:
                'Invalid value: "untagged": spec.image in body should match \'^.+:.+$\'',
              field: 'spec.image',
            },
            {
              reason: 'FieldValueInvalid',
              message:
                'Invalid value: 12: spec.replicas in body should be less than or equal to 9',
              field: 'spec.replicas',
            },
            {
              reason: 'FieldValueNotSupported',
              message:
                'Unsupported value: "wild": supported values: "auto", "manual"',
              field: 'spec.mode',
            },
          ]),
        });
      },

    'a missing field and a wrong type are refused': async scope => {
      const gadgets = await defineGadgets(scope);
      const missing = await scope.api.post(
        gadgets.path(),
        gadgets.object('one', { spec: {} }),
      );
      expectFailure(missing, {
        code: 422,
        reason: 'Invalid',
        message: `Gadget.${gadgets.group} "one" is invalid: spec.image: Required value`,
        details: {
          name: 'one',
          group: gadgets.group,
          kind: 'Gadget',
          causes: [
            {
              reason: 'FieldValueRequired',
              message: 'Required value',
              field: 'spec.image',
            },
          ],
        },
      });
      const wrong = await scope.api.post(
        gadgets.path(),
        gadgets.object('one', { spec: { image: 7 } }),
      );
      expect(wrong.status).toBe(422);
      expect(wrong.body.details.causes).toContainEqual({
        reason: 'FieldValueTypeInvalid',
        message:
          'Invalid value: "integer": spec.image in body must be of type string: "integer"',
        field: 'spec.image',
      });
    },

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

    'tables have the columns of the definition': async scope => {
      const gadgets = await defineGadgets(scope);
      expectSuccess(
        await scope.api.post(gadgets.path(), gadgets.object('one')),
        201,
      );
      const answer = await scope.api.request('GET', gadgets.path(), {
        headers: {
          accept:
            'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
        },
      });
      const table = expectSuccess(answer);
      expect(
        table.columnDefinitions.map(({ name, priority }: any) => [
          name,
          priority,
        ]),
      ).toEqual([
        ['Name', 0],
        ['Image', 0],
        ['Phase', 0],
        ['Mode', 1],
      ]);
      expect(table.rows[0].cells).toEqual(['one', 'web:1', null, 'auto']);
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

    'a definition whose name is not plural.group is refused': async scope => {
      const answer = await scope.api.post(
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        {
          metadata: { name: 'wrong.example' },
          spec: {
            group: 'contract.example',
            scope: 'Namespaced',
            names: { kind: 'Thing', plural: 'things' },
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: 'object' } },
              },
            ],
          },
        },
      );
      expect(answer.status).toBe(422);
      expect(answer.body.details.causes[0]).toEqual({
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: "wrong.example": must be spec.names.plural+"."+spec.group',
        field: 'metadata.name',
      });
    },

    'a removed definition takes its objects along': async scope => {
      const gadgets = await defineGadgets(scope);
      expectSuccess(
        await scope.api.post(gadgets.path(), gadgets.object('one')),
        201,
      );
      expectSuccess(await scope.api.delete(gadgets.crdPath));
      await scope.eventually(async () => {
        expect((await scope.api.get(gadgets.crdPath)).status).toBe(404);
        expect((await scope.api.get(gadgets.path('one'))).status).toBe(404);
      });
    },
  },
};

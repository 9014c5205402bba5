import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { defineGadgets } from './customResources';

/** @public */
export const definitionContract: Contract = {
  title: 'custom resource definitions',
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

import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { defineGadgets } from './customResources';

/** @public */
export const customSchemaContract: Contract = {
  title: 'schemas of custom resources',
  cases: {
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
  },
};

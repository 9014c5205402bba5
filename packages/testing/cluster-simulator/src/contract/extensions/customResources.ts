import { expectSuccess } from '../answers';
import { ContractScope } from '../ContractScope';

/** A custom resource of one case. */
export interface CustomResource {
  group: string;
  kind: string;
  plural: string;
  crdPath: string;
  /** Path of the namespaced collection, or of an object in it. */
  path(...rest: string[]): string;
  object(name: string, content?: object): any;
}

const schema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['image'],
      properties: {
        image: { type: 'string', pattern: '^.+:.+$' },
        replicas: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
        mode: { type: 'string', enum: ['auto', 'manual'], default: 'auto' },
        paused: { type: 'boolean' },
        settings: {
          type: 'object',
          additionalProperties: { type: 'string' },
        },
        free: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
        port: { 'x-kubernetes-int-or-string': true },
        members: {
          type: 'array',
          maxItems: 3,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: {
              name: { type: 'string' },
              weight: { type: 'integer', default: 1 },
            },
          },
        },
      },
    },
    status: {
      type: 'object',
      properties: {
        phase: { type: 'string' },
        replicas: { type: 'integer' },
        observedGeneration: { type: 'integer' },
      },
    },
  },
};

function definition(group: string, kind: string, plural: string) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind,
        plural,
        singular: kind.toLowerCase(),
        shortNames: ['gdg'],
      },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          subresources: {
            status: {},
            scale: {
              specReplicasPath: '.spec.replicas',
              statusReplicasPath: '.status.replicas',
            },
          },
          additionalPrinterColumns: [
            { name: 'Image', type: 'string', jsonPath: '.spec.image' },
            { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
            {
              name: 'Mode',
              type: 'string',
              jsonPath: '.spec.mode',
              priority: 1,
            },
          ],
        },
      ],
    },
  };
}

/** Defines a custom resource for the case and waits until it is served; removed with the case. */
export async function defineGadgets(
  scope: ContractScope,
): Promise<CustomResource> {
  const group = `${scope.namespace}.example`;
  const kind = 'Gadget';
  const plural = 'gadgets';
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const crdPath = `${crds}/${plural}.${group}`;
  expectSuccess(
    await scope.api.post(crds, definition(group, kind, plural)),
    201,
  );
  scope.onClose(async () => {
    await scope.api.delete(crdPath);
  });
  const path = (...rest: string[]) =>
    scope.path(`${group}/v1`, plural, ...rest);
  await scope.eventually(async () => {
    const { body } = await scope.api.get(crdPath);
    expect(body.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Established', status: 'True' }),
    );
    expectSuccess(await scope.api.get(path()));
  });
  return {
    group,
    kind,
    plural,
    crdPath,
    path,
    object: (name, content = {}) => ({
      apiVersion: `${group}/v1`,
      kind,
      metadata: { name },
      spec: { image: 'web:1' },
      ...content,
    }),
  };
}

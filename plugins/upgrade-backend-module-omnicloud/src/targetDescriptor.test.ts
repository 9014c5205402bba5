import { inventoryOf } from './__testUtils__/planInput';
import { targetOf } from './targetDescriptor';

describe('targetOf', () => {
  const inventory = inventoryOf();

  it('gives every part its image with the new tag', () => {
    const { components } = targetOf(inventory, 'v1.5.0');
    expect(components).toHaveLength(5);
    expect(components[4]).toEqual({
      componentId: 'agent',
      images: { agent: 'registry.omni.cloud/omni/agent:v1.5.0' },
    });
  });

  it('leaves side-cars alone, and the registry with its port', () => {
    const withSidecar = inventoryOf({
      components: [
        {
          ...inventory.components[0],
          images: {
            proxy: 'envoy:v1.30',
            orchestrator: 'localhost:5000/omni/orchestrator@sha256:abc',
          },
        },
      ],
    });
    expect(targetOf(withSidecar, 'v1.5.0').components[0].images).toEqual({
      orchestrator: 'localhost:5000/omni/orchestrator:v1.5.0',
    });
  });

  it('adds what the release says', () => {
    const { components } = targetOf(
      inventory,
      'v1.5.0',
      'components: { forge: { env: { forge: { A: "1", B: null } }, images: { forge: other:v1.5.0 } } }',
    );
    expect(
      components.find(({ componentId }) => componentId === 'forge'),
    ).toEqual({
      componentId: 'forge',
      images: { forge: 'other:v1.5.0' },
      env: { forge: { A: '1', B: null } },
    });
  });

  it.each([
    ['{ not yaml', 'is not YAML'],
    ['components: 3', 'does not describe a release'],
    ['components: { forge: { enviroment: {} } }', 'enviroment'],
    ['components: { froge: {} }', 'does not have: froge'],
  ])('refuses the release %j and says why', (notes, reason) => {
    expect(() => targetOf(inventory, 'v1.5.0', notes)).toThrow(reason);
    expect(() => targetOf(inventory, 'v1.5.0', notes)).toThrow(
      'data["v1.5.0"] of ConfigMap omni-system/omni-releases',
    );
  });
});

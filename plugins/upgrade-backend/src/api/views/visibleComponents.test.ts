import {
  EffectiveThreshold,
  Inventory,
} from '@cluster-upgrade/plugin-upgrade-common';
import { inventoryWithout, thresholdsWithout } from './visibleComponents';

const isVisible = (ref: string) => ref === 'component:default/shop';

const application = (name: string, entityRef?: string) => ({
  id: `ns/${name}`,
  title: `Title of ${name}`,
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ns', name },
  ...(entityRef ? { entityRef, ownerRef: `group:default/${name}` } : {}),
});

it('leaves catalog names of hidden Components out of an inventory', () => {
  const applications = [
    application('shop', 'component:default/shop'),
    application('merger', 'component:default/merger'),
    application('plain'),
  ];
  const seen = inventoryWithout(
    { applications } as unknown as Inventory,
    isVisible,
  );
  expect(seen.applications).toEqual([
    applications[0],
    {
      id: 'ns/merger',
      title: 'merger',
      object: applications[1].object,
    },
    applications[2],
  ]);
});

it('leaves hidden Components out of the sources of thresholds', () => {
  const of = (source: string, sourceName: string) =>
    ({ source, sourceName }) as EffectiveThreshold;
  expect(
    thresholdsWithout(
      [
        of('stored', 'component:default/merger'),
        of('component-annotation', 'component:default/merger'),
        of('stored', 'component:default/shop'),
        of('workload-annotation', 'ns/merger'),
      ],
      isVisible,
    ).map(({ sourceName }) => sourceName),
  ).toEqual([
    'a Component that you may not see',
    'a Component that you may not see',
    'component:default/shop',
    'ns/merger',
  ]);
});

import { Finding, Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { findingsWithout, inventoryWithout } from './visibleComponents';

const visible = {
  refs: new Set(['component:default/shop']),
  ownerRefs: new Set(['group:default/shop']),
};

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
    visible,
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

it('leaves owners out who own nothing that is seen', () => {
  const finding = (...ownerRefs: string[]) => ({ ownerRefs }) as Finding;
  expect(
    findingsWithout(
      [
        finding('group:default/shop', 'group:default/merger'),
        finding('group:default/operators'),
      ],
      visible,
      'group:default/operators',
    ).map(({ ownerRefs }) => ownerRefs),
  ).toEqual([['group:default/shop'], ['group:default/operators']]);
});

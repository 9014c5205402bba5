import { PlanChange } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ALL_CHANGES,
  countChanges,
  countFields,
  filterChanges,
} from './filterChanges';

const change = (name: string, given: Partial<PlanChange> = {}): PlanChange => ({
  action: 'update',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name },
  fields: [],
  reversibility: 'revert',
  disruption: { level: 'none', text: 'None' },
  ...given,
});

const changes = [
  change('api'),
  change('crd', { action: 'create', reversibility: 'forward-only' }),
  change('agent', { disruption: { level: 'outage', text: '10 s' } }),
  change('same', { action: 'unchanged' }),
];

it.each([
  [{}, ['api', 'crd', 'agent']],
  [{ withUnchanged: true }, ['api', 'crd', 'agent', 'same']],
  [{ onlyForward: true }, ['crd']],
  [{ onlyDisruptive: true }, ['agent']],
  [{ query: ' deployment AG' }, ['agent']],
  [{ query: 'nothing' }, []],
])('lists by %j', (filter, names) => {
  const found = filterChanges(changes, { ...ALL_CHANGES, ...filter });
  expect(found.map(({ object }) => object.name)).toEqual(names);
});

it('counts what happens to objects, and what changes in one', () => {
  expect(countChanges(changes)).toEqual({
    create: 1,
    update: 2,
    delete: 0,
    unchanged: 1,
  });
  expect(
    countFields([
      { kind: 'env', name: 'A' },
      { kind: 'image', name: 'main' },
      { kind: 'env', name: 'B' },
    ]),
  ).toEqual([
    ['env', 2],
    ['image', 1],
  ]);
});

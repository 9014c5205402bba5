import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { stepLibrary } from '@cluster-upgrade/plugin-upgrade-node';
import {
  NEW,
  OLD,
  wekaClient,
  wekaCluster,
  wekaContainer,
} from '../__fixtures__/wekaObjects';
import { compilePlan } from './compilePlan';
import { listComponents } from '../inventory/components';
import { createWekaDriver } from '../WekaDriver';

const components = listComponents({
  cluster: wekaCluster(),
  clients: [wekaClient('trainers')],
  otherClients: [],
  containers: [
    wekaContainer('drive-0'),
    wekaContainer('drive-1'),
    wekaContainer('compute-0', { mode: 'compute' }),
    wekaContainer('s3-0', { mode: 's3' }),
    wekaContainer('trainer-0', {
      mode: 'client',
      labels: { 'weka.io/client-name': 'trainers' },
    }),
  ],
});

const inventory: Inventory = {
  clusterRef: 'resource:default/weka-prod',
  platform: 'weka',
  takenAtMs: 0,
  version: '4.4.2.157-k8s.2',
  versions: [],
  components,
  nodes: [],
  applications: [],
  budgets: [],
  unknowns: [],
};

const driver = createWekaDriver();
const plan = compilePlan({
  inventory,
  target: {
    version: '4.4.5.120-k8s.1',
    components: components.map(({ id }) => ({
      componentId: id,
      images: { 'weka-container': NEW },
    })),
  },
  path: ['4.4.5.120-k8s.1'],
  strategy: driver.defaultStrategy,
  thresholds: [],
  facts: undefined,
});

describe('the plan of a Weka upgrade', () => {
  it('goes drives, compute, frontends, finalize, clients, soak', () => {
    expect(plan.steps.map(step => step.id)).toEqual([
      'drives/trigger',
      'drives/await',
      'compute/await',
      'frontends/await',
      'finalize/applied',
      'clients/trainers/trigger',
      'clients/trainers/await',
      'soak/final',
    ]);
  });

  it('runs one step after the other', () => {
    plan.steps.forEach((step, index) => {
      expect(step.dependsOn).toEqual(index ? [plan.steps[index - 1].id] : []);
    });
  });

  it('names what can not be taken back before anything starts', () => {
    expect(
      plan.steps
        .filter(step => step.reversibility === 'forward-only')
        .map(step => step.id),
    ).toEqual([
      'drives/await',
      'compute/await',
      'frontends/await',
      'finalize/applied',
    ]);
    expect(plan.changes[0]).toMatchObject({
      object: { kind: 'WekaCluster' },
      reversibility: 'revert-until-applied',
    });
  });

  it('writes only the two images, and knows the way back of each', () => {
    expect(plan.changes.map(change => change.object.kind)).toEqual([
      'WekaCluster',
      'WekaClient',
    ]);
    expect(plan.snapshot.map(item => item.object.kind)).toEqual([
      'WekaCluster',
      'WekaClient',
    ]);
  });

  it('takes clients back first, and waits for their containers', () => {
    expect(plan.rollbackPhases.map(({ id }) => id)).toEqual([
      'back-clients',
      'back-backends',
    ]);
    const { undo } = plan.steps.find(
      ({ id }) => id === 'clients/trainers/trigger',
    )!;
    expect(undo.map(({ kind }) => kind)).toEqual([
      'restore-object',
      'weka-await-client',
    ]);
    expect(undo[1].input).toMatchObject({ image: OLD, client: 'trainers' });
  });

  it('uses only kinds that exist, with inputs that they take', () => {
    const handlers = new Map(
      [...stepLibrary, ...driver.stepHandlers].map(handler => [
        handler.kind,
        handler,
      ]),
    );
    for (const step of [
      ...plan.steps,
      ...plan.steps.flatMap(({ undo }) => undo),
    ]) {
      expect(() =>
        handlers.get(step.kind)!.parseInput(step.input),
      ).not.toThrow();
    }
  });
});

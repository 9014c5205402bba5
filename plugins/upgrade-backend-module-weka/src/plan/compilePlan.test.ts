import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ANNOTATION_PAUSED_BY,
  stepHandlersOf,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  NEW,
  OLD,
  pausedBy,
  wekaClient,
  wekaCluster,
  wekaContainer,
} from '../__fixtures__/wekaObjects';
import { compilePlan } from './compilePlan';
import { listComponents } from '../inventory/components';
import { partWayOf } from '../inventory/partWay';
import { WekaObjects } from '../inventory/readWeka';
import { planFactsOf } from './planFacts';
import { createWekaDriver } from '../WekaDriver';

const storage: WekaObjects = {
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
};

const driver = createWekaDriver();

/** The plan to the new version for what is there. */
function compiled({
  weka = storage,
  inventory = {},
}: {
  weka?: WekaObjects;
  inventory?: Partial<Inventory>;
} = {}) {
  const components = listComponents(weka);
  const partWay = partWayOf(weka);
  return compilePlan({
    inventory: {
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
      ...(partWay && { partWay }),
      ...inventory,
    },
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
    facts: planFactsOf(weka),
  });
}

const plan = compiled();

describe('the plan of a Weka upgrade', () => {
  it('goes drives, compute, frontends, finalize, clients, soak', () => {
    expect(plan.steps.map(step => step.id)).toEqual([
      'drives/trigger',
      'drives/await',
      'compute/await',
      'frontends/await',
      'finalize/applied',
      'finalize/settled',
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

  it('names its containers as targets, by role and zone, in the order of their turns', () => {
    expect(
      compiled({
        inventory: { nodes: [{ name: 'node-1', zone: 'a' } as any] },
      }).targets?.map(({ id, kind, role, zone }) =>
        [id, kind, role, zone].join(' '),
      ),
    ).toEqual([
      'drive/weka/drive-0 drive container drive a',
      'drive/weka/drive-1 drive container drive a',
      'compute/weka/compute-0 compute container compute a',
      's3/weka/s3-0 S3 frontend s3 a',
      'client/weka/trainer-0 client container trainers a',
    ]);
  });

  it('takes over the pause of an upgrade of the portal that stopped half-way, and puts it back on the way back', () => {
    const begun = wekaCluster({ image: NEW });
    const weka = {
      ...storage,
      cluster: pausedBy(begun, 'u-0'),
      containers: [
        wekaContainer('drive-0', { image: NEW }),
        ...storage.containers.slice(1),
      ],
    };
    const finishing = compiled({ weka });
    expect(finishing.steps[0]).toMatchObject({
      title:
        'Let the operator finish 4.4.5.120-k8s.1 on the WekaCluster weka-prod',
      input: {
        patch: {
          metadata: { annotations: { [ANNOTATION_PAUSED_BY]: null } },
          spec: { image: NEW, overrides: { upgradePaused: null } },
        },
      },
    });
    expect(finishing.changes[0]).toMatchObject({
      action: 'update',
      fields: [{ name: 'spec.overrides.upgradePaused', from: 'true' }],
    });
    expect(finishing.snapshot[0].pointers).toEqual([
      '/spec/image',
      '/spec/overrides/upgradePaused',
    ]);
    const [foreign] = compiled({
      weka: { ...weka, cluster: pausedBy(begun) },
    }).steps;
    expect(foreign.input).toMatchObject({ patch: { spec: { image: NEW } } });
    expect(JSON.stringify(foreign.input)).not.toContain('upgradePaused');
  });

  it('finds a client in another namespace where it is', () => {
    const elsewhere = compiled({
      weka: {
        ...storage,
        clients: [
          wekaClient('trainers'),
          wekaClient('trainers', { namespace: 'batch' }),
        ],
        containers: [
          ...storage.containers,
          wekaContainer('trainer-0', {
            mode: 'client',
            namespace: 'batch',
            labels: { 'weka.io/client-name': 'trainers' },
          }),
        ],
      },
    });
    const clients = elsewhere.steps.filter(
      ({ phaseId }) => phaseId === 'clients',
    );
    expect(clients.map(({ id }) => id)).toEqual([
      'clients/trainers/trigger',
      'clients/trainers/await',
      'clients/batch.trainers/trigger',
      'clients/batch.trainers/await',
    ]);
    expect(clients[3].input).toEqual({
      namespace: 'batch',
      client: 'trainers',
      image: NEW,
      title: 'containers of trainers',
      stallMs: 600_000,
    });
    expect(elsewhere.changes.map(({ object }) => object.namespace)).toEqual([
      'weka',
      'weka',
      'batch',
    ]);
  });

  it.each([
    [
      'manual',
      'held',
      'brief',
      'come to 4.4.5.120-k8s.1 as people delete their pods',
    ],
    ['rolling', 'finished-first', 'brief', 'The operator brings'],
    ['all-at-once-force', 'finished-first', 'outage', 'The operator brings'],
  ] as const)(
    'follows a client by its policy %s',
    (type, pausing, level, title) => {
      const step = compiled({
        weka: {
          ...storage,
          clients: [
            wekaClient('trainers', { spec: { upgradePolicy: { type } } }),
          ],
        },
      }).steps.find(({ id }) => id === 'clients/trainers/await')!;
      expect(step).toMatchObject({
        pausing: { kind: pausing },
        disruption: { level },
        title: expect.stringContaining(title),
      });
    },
  );

  it('upgrades only clients where the storage cluster is elsewhere, or runs the version already', () => {
    const idsOf = (client: string) => [
      `clients/${client}/trigger`,
      `clients/${client}/await`,
      'soak/final',
    ];
    const { cluster, ...clientsOnly } = storage;
    const [, , , , client] = storage.containers;
    const there = compiled({
      weka: { ...clientsOnly, containers: [client] },
    });
    expect(cluster).toBeDefined();
    expect(there.steps.map(({ id }) => id)).toEqual(idsOf('weka.trainers'));
    expect(there.snapshot).toHaveLength(1);
    const behind = compiled({
      weka: {
        ...storage,
        cluster: {
          ...wekaCluster({ image: NEW }),
          status: { lastAppliedImage: NEW },
        },
        containers: [
          ...storage.containers
            .slice(0, 4)
            .map(({ metadata, spec }) =>
              wekaContainer(metadata.name, { mode: spec.mode, image: NEW }),
            ),
          client,
        ],
      },
    });
    expect(behind.steps.map(({ id }) => id)).toEqual(idsOf('trainers'));
    expect(behind.targets?.map(({ name }) => name)).toEqual(['trainer-0']);
  });

  it('uses only kinds that exist, with inputs that they take', () => {
    const handlers = new Map(
      stepHandlersOf(driver).map(handler => [handler.kind, handler]),
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

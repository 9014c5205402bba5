import {
  ObjectRef,
  SnapshotObject,
} from '@cluster-upgrade/plugin-upgrade-common';
import { shopObjects } from '../__testUtils__/shop';
import {
  startStillCluster,
  startVirtualCluster,
} from '../__testUtils__/virtualCluster';
import { ANNOTATION_CORDONED_BY } from '../cluster/changeAnnotations';
import { readObject } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { ClusterClient } from '../ports/ClusterClient';
import { ClusterWorld } from '../testUtils/trials/ClusterWorld';
import {
  describeStepContract,
  StepContractScenario,
} from '../testUtils/step.contract';
import { LibraryStepInput, libraryStep, LibraryStepKind } from './stepInputs';
import { stepInputs } from './stepInputs';
import { stepLibrary } from './stepLibrary';

const { configMaps, daemonSets, deployments, nodes, pods, statefulSets } =
  resourceTypes;
const shop = (name: string) => ({ namespace: 'shop', name });
const deployment = (name: string) =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name,
  }) as const;
const nodeW1: ObjectRef = { apiVersion: 'v1', kind: 'Node', name: 'w-1' };

type Prepare = (
  cluster: ClusterClient,
  world: ClusterWorld,
) => Promise<unknown>;

/** Kinds for which nobody but the API has to do anything. */
const STILL_KINDS: readonly LibraryStepKind[] = [
  'avoid-nodes',
  'cordon-node',
  'patch-object',
  'restore-cordon',
  'restore-object',
  'restore-scale',
  'set-config-data',
  'stop-avoiding-nodes',
  'wait-capacity',
  'wait-node-ready',
];

/** A scenario of one kind in the shop. */
function scenario<K extends LibraryStepKind>(
  kind: K,
  title: string,
  input: LibraryStepInput<K>,
  parts: {
    prepare?: Prepare;
    snapshot?: SnapshotObject[];
    effect?: StepContractScenario['effect'];
  } = {},
): StepContractScenario {
  const { prepare, ...rest } = parts;
  const start = STILL_KINDS.includes(kind)
    ? startStillCluster
    : startVirtualCluster;
  return {
    ...rest,
    title,
    handler: stepLibrary.find(handler => handler.kind === kind)!,
    input: libraryStep(kind, input).input,
    createWorld: () =>
      start({
        objects: shopObjects(),
        faults: [
          { name: 'bad', kind: 'bad-image', match: { image: 'broken' } },
        ],
        prepare: async world => {
          await prepare?.(world.cluster, world);
        },
      }),
  };
}

function setImage(name: string, tag: string) {
  const containers = [
    { name: 'main', image: `registry.example/${name}:${tag}` },
  ];
  return { spec: { template: { spec: { containers } } } };
}

function saved(
  object: ObjectRef,
  values: SnapshotObject['values'],
): SnapshotObject[] {
  return [{ object, existed: true, values }];
}

const cordon: Prepare = cluster =>
  cluster.patch(nodes, { name: 'w-1' }, 'merge', {
    spec: { unschedulable: true },
    metadata: { annotations: { [ANNOTATION_CORDONED_BY]: 'contract-upgrade' } },
  });

const taint = (key: string) => ({
  key,
  value: 'contract-upgrade',
  effect: 'PreferNoSchedule',
});

const setTaints = (
  cluster: ClusterClient,
  name: string,
  taints: ReturnType<typeof taint>[],
) => cluster.patch(nodes, { name }, 'merge', { spec: { taints } });

async function readTaints(cluster: ClusterClient) {
  return Promise.all(
    ['w-1', 'w-2'].map(async name => {
      const { spec } = await cluster.get(nodes, { name });
      const taints: ReturnType<typeof taint>[] = spec.taints ?? [];
      const soft = taints.filter(({ effect }) => effect === 'PreferNoSchedule');
      return [name, soft.map(({ key, effect }) => [key, effect])];
    }),
  );
}

async function readCordon(cluster: ClusterClient) {
  const { spec, metadata } = await cluster.get(nodes, { name: 'w-1' });
  return {
    isCordoned: spec.unschedulable,
    by: metadata.annotations?.[ANNOTATION_CORDONED_BY],
  };
}

const scenarios: StepContractScenario[] = [
  scenario(
    'patch-object',
    'a new image by strategic patch',
    {
      object: deployment('checkout'),
      patchType: 'strategic',
      patch: setImage('checkout', 'v2'),
    },
    {
      effect: {
        async read(cluster) {
          const { spec } = await cluster.get(deployments, shop('checkout'));
          const [{ image, resources }] = spec.template.spec.containers;
          return { image, cpu: resources.requests.cpu };
        },
        expected: { image: 'registry.example/checkout:v2', cpu: '100m' },
      },
    },
  ),
  scenario(
    'patch-object',
    'fields of its own by apply, bound to a version',
    {
      object: deployment('checkout'),
      patchType: 'apply',
      isVersionChecked: true,
      fieldManager: 'cluster-upgrade-labels',
      patch: { metadata: { labels: { wave: 'one' } } },
    },
    {
      effect: {
        read: async cluster =>
          (await cluster.get(deployments, shop('checkout'))).metadata.labels,
        expected: { wave: 'one' },
      },
    },
  ),
  scenario('patch-object', 'an object that is not there', {
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'shop',
      name: 'new',
    },
    patchType: 'apply',
    isCreated: true,
    patch: { data: { a: '1' } },
  }),
  scenario(
    'set-config-data',
    'one value, another removed',
    {
      namespace: 'shop',
      name: 'settings',
      data: { version: 'v2', color: null },
    },
    {
      effect: {
        read: async cluster =>
          (await cluster.get(configMaps, shop('settings'))).data,
        expected: { version: 'v2' },
      },
    },
  ),
  scenario(
    'cordon-node',
    'within a limit',
    { node: 'w-1' },
    {
      effect: {
        read: readCordon,
        expected: { isCordoned: true, by: 'contract-upgrade' },
      },
    },
  ),
  scenario(
    'drain-node',
    'past a budget',
    { node: 'w-1' },
    {
      prepare: cordon,
      effect: {
        async read(cluster) {
          const { items } = await cluster.list(pods, {
            fieldSelector: 'spec.nodeName=w-1',
          });
          return items.map(({ metadata }) => metadata.labels?.app);
        },
        expected: ['agent'],
      },
    },
  ),
  scenario(
    'restore-cordon',
    'a node that was not cordoned',
    { node: 'w-1' },
    {
      prepare: cordon,
      snapshot: saved(nodeW1, { '/spec/unschedulable': null }),
      effect: {
        read: readCordon,
        expected: { isCordoned: undefined, by: undefined },
      },
    },
  ),
  scenario('scale-workload', 'down', {
    object: deployment('reports'),
    replicas: 1,
  }),
  scenario(
    'restore-scale',
    'up again',
    { object: deployment('reports') },
    {
      prepare: cluster =>
        cluster.patch(
          deployments,
          shop('reports'),
          'merge',
          { spec: { replicas: 1 } },
          { subresource: 'scale' },
        ),
      snapshot: saved(deployment('reports'), { '/spec/replicas': 2 }),
      effect: {
        read: async cluster =>
          (await cluster.get(deployments, shop('reports'))).spec.replicas,
        expected: 2,
      },
    },
  ),
  scenario(
    'avoid-nodes',
    'nodes that come later, one of which left',
    { nodes: ['w-1', 'w-2', 'gone'] },
    {
      effect: {
        read: readTaints,
        expected: [
          ['w-1', [['cluster-upgrade.io/to-be-upgraded', 'PreferNoSchedule']]],
          ['w-2', [['cluster-upgrade.io/to-be-upgraded', 'PreferNoSchedule']]],
        ],
      },
    },
  ),
  scenario(
    'stop-avoiding-nodes',
    'nodes that pods avoid, one of which has a taint of somebody else',
    { nodes: ['w-1', 'w-2'] },
    {
      prepare: async cluster => {
        const ours = taint('cluster-upgrade.io/to-be-upgraded');
        await setTaints(cluster, 'w-1', [taint('mine'), ours]);
        await setTaints(cluster, 'w-2', [ours]);
      },
      effect: {
        read: readTaints,
        expected: [
          ['w-1', [['mine', 'PreferNoSchedule']]],
          ['w-2', []],
        ],
      },
    },
  ),
  scenario(
    'restore-object',
    'a template that was changed',
    { object: deployment('checkout') },
    {
      prepare: cluster =>
        cluster.patch(deployments, shop('checkout'), 'merge', {
          spec: { replicas: 5, minReadySeconds: 7 },
        }),
      snapshot: saved(deployment('checkout'), { '/spec/replicas': 4 }),
      effect: {
        async read(cluster) {
          const { spec } = await cluster.get(deployments, shop('checkout'));
          return { replicas: spec.replicas, others: spec.minReadySeconds };
        },
        expected: { replicas: 4, others: 7 },
      },
    },
  ),
  scenario(
    'restore-object',
    'an object that the upgrade made',
    {
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'made',
      },
      isCreated: true,
    },
    {
      prepare: cluster =>
        cluster.create(configMaps, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            ...shop('made'),
            annotations: {
              'cluster-upgrade.io/upgrade-id': 'contract-upgrade',
            },
          },
        }),
      snapshot: [
        {
          object: {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            namespace: 'shop',
            name: 'made',
          },
          existed: false,
          values: {},
        },
      ],
      effect: {
        read: cluster => readObject({ cluster }, configMaps, shop('made')),
        expected: undefined,
      },
    },
  ),
  scenario(
    'replace-node-pod',
    'an OnDelete agent',
    {
      node: 'w-1',
      daemonSet: shop('agent'),
      images: { main: 'registry.example/agent:v2' },
    },
    {
      prepare: cluster =>
        cluster.patch(
          daemonSets,
          shop('agent'),
          'strategic',
          setImage('agent', 'v2'),
        ),
      effect: {
        async read(cluster) {
          const { items } = await cluster.list(pods, {
            labelSelector: 'app=agent',
          });
          return Object.fromEntries(
            items.map(({ spec }) => [spec.nodeName, spec.containers[0].image]),
          );
        },
        expected: {
          'w-1': 'registry.example/agent:v2',
          'w-2': 'registry.example/agent:v1',
        },
      },
    },
  ),
  scenario(
    'wait-rollout',
    'of a Deployment',
    { object: deployment('checkout') },
    {
      prepare: cluster =>
        cluster.patch(
          deployments,
          shop('checkout'),
          'strategic',
          setImage('checkout', 'v2'),
        ),
    },
  ),
  scenario(
    'wait-rollout',
    'of a StatefulSet that a broken pod holds up',
    {
      object: {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        namespace: 'shop',
        name: 'ledger',
      },
      stuckPodAfterMs: 5_000,
    },
    {
      async prepare(cluster, world) {
        const patch = (tag: string) =>
          cluster.patch(
            statefulSets,
            shop('ledger'),
            'strategic',
            setImage('ledger', tag),
          );
        await patch('broken');
        await world.advance(60_000);
        await patch('v2');
      },
    },
  ),
  scenario('wait-node-ready', 'a node that is ready', { node: 'w-1' }),
  scenario('wait-capacity', 'two nodes', { nodes: 2 }),
  scenario(
    'wait-applications',
    'while one restarts',
    { applications: [{ object: deployment('checkout'), ready: 4 }] },
    {
      async prepare(cluster) {
        const { items } = await cluster.list(pods, {
          labelSelector: 'app=checkout',
        });
        await cluster.delete(pods, shop(items[0].metadata.name));
      },
    },
  ),
  scenario('wait-condition', 'of a Deployment', {
    object: deployment('checkout'),
    until: { condition: 'Available' },
    title: 'checkout serves',
    stallRemedy: 'Look at its pods',
  }),
  scenario('soak', 'for half a minute', {
    durationMs: 30_000,
    workloads: [{ object: deployment('checkout'), ready: 4 }],
    nodes: ['w-1', 'w-2'],
  }),
];

scenarios.forEach(describeStepContract);

describe('stepLibrary', () => {
  it('has a handler and a contract scenario for each kind that plans may name', () => {
    const kinds = Object.keys(stepInputs).sort();
    expect(stepLibrary.map(({ kind }) => kind).sort()).toEqual(kinds);
    expect(
      [...new Set(scenarios.map(({ handler }) => handler.kind))].sort(),
    ).toEqual(kinds);
  });
});

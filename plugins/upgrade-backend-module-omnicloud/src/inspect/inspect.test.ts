import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  budgetObject,
  deploymentObject,
  nodeObject,
  partPod,
  podObject,
} from '../__testUtils__/objects';
import { inventoryOf } from './inspect';
import { ClusterObjects } from './readCluster';

const COMPONENTS = ['orchestrator', 'director', 'registry', 'forge'];

function objects(change: Partial<ClusterObjects> = {}): ClusterObjects {
  return {
    takenAtMs: 1,
    nodes: [nodeObject('n-1'), nodeObject('n-2')],
    pods: [
      ...COMPONENTS.map(id => partPod(id, 'v1.4.0')),
      partPod('agent', 'v1.4.0', { node: 'n-1' }),
      partPod('agent', 'v1.4.0', { node: 'n-2' }),
    ],
    platformDeployments: COMPONENTS.map(id => deploymentObject(`omni-${id}`)),
    agentDaemonSet: {
      ...deploymentObject('omni-agent'),
      kind: 'DaemonSet',
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: 2,
        numberReady: 2,
      },
    },
    platformRecord: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'omni-platform' },
      data: { version: 'v1.4.0' },
    },
    applicationDeployments: [],
    applicationStatefulSets: [],
    budgets: [],
    unknowns: [],
    ...change,
  };
}

function inspected(change: Partial<ClusterObjects> = {}) {
  return inventoryOf('resource:default/prod', objects(change));
}

function replacing(
  pods: readonly KubeObject[],
  name: string,
  replacement: KubeObject,
): KubeObject[] {
  return pods.map(pod => (pod.metadata.name === name ? replacement : pod));
}

describe('inventoryOf', () => {
  it('names the version that every part runs', () => {
    const inventory = inspected();
    expect(inventory.version).toBe('v1.4.0');
    expect(inventory.unknowns).toEqual([]);
    expect(inventory.versions).toEqual([
      {
        version: 'v1.4.0',
        parts: [...COMPONENTS, 'platform', 'n-1', 'n-2'],
      },
    ]);
  });

  it('goes by what runs, never by what is wanted', () => {
    const platformDeployments = COMPONENTS.map(id =>
      deploymentObject(`omni-${id}`, {
        spec: {
          template: {
            spec: { containers: [{ name: id, image: `omni/${id}:v1.5.0` }] },
          },
        },
      }),
    );
    const inventory = inspected({ platformDeployments });
    expect(inventory.version).toBe('v1.4.0');
    expect(inventory.components[0]).toMatchObject({
      version: 'v1.4.0',
      images: { orchestrator: 'omni/orchestrator:v1.5.0' },
    });
  });

  it('names no version while parts differ, and says who runs what', () => {
    const { pods } = objects();
    const newAgent = partPod('agent', 'v1.5.0', { node: 'n-2' });
    const inventory = inspected({
      pods: replacing(pods, 'agent-n-2', newAgent),
    });
    expect(inventory.version).toBeUndefined();
    expect(inventory.versions[1]).toEqual({
      version: 'v1.5.0',
      parts: ['n-2'],
    });
    expect(inventory.nodes.map(({ version }) => version)).toEqual([
      'v1.4.0',
      'v1.5.0',
    ]);
    expect(
      inventory.components.find(({ id }) => id === 'agent')?.version,
    ).toBeUndefined();
  });

  it('names no version where the record disagrees', () => {
    const record = objects().platformRecord!;
    const inventory = inspected({
      platformRecord: { ...record, data: { version: 'v1.3.0' } },
    });
    expect(inventory.version).toBeUndefined();
    expect(inventory.versions).toHaveLength(2);
  });

  it('claims nothing about a part that does not run', () => {
    const { pods } = objects();
    const waiting = partPod('forge', 'v1.4.0', {
      status: {
        containerStatuses: [
          {
            name: 'forge',
            image: '',
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
        ],
      },
    });
    const inventory = inspected({
      pods: replacing(pods, 'forge-v1.4.0', waiting),
    });
    expect(inventory.version).toBeUndefined();
    expect(inventory.unknowns).toEqual([
      'Forge: no container runs, so its version is not known',
    ]);
  });

  it('does not count pods on their way out', () => {
    const inventory = inspected({
      pods: [
        ...objects().pods,
        partPod('director', 'v1.3.0', { deletionTimestamp: 'now' }),
      ],
    });
    expect(inventory.version).toBe('v1.4.0');
  });

  it('does not count pods whose node is gone', () => {
    const orphan = partPod('agent', 'v1.3.0', { node: 'omni-spare-1' });
    const inventory = inspected({ pods: [...objects().pods, orphan] });
    expect(inventory.version).toBe('v1.4.0');
    expect(inventory.components.find(({ id }) => id === 'agent')?.version).toBe(
      'v1.4.0',
    );
  });

  it('names what is missing', () => {
    const inventory = inspected({
      platformDeployments: [],
      platformRecord: undefined,
      agentDaemonSet: undefined,
    });
    expect(inventory.components).toEqual([]);
    expect(inventory.unknowns).toEqual([
      'Orchestrators: Deployment omni-system/omni-orchestrator is not there',
      'Directors: Deployment omni-system/omni-director is not there',
      'Registry: Deployment omni-system/omni-registry is not there',
      'Forge: Deployment omni-system/omni-forge is not there',
      'Agents: DaemonSet omni-system/omni-agent is not there',
      'Version record: data.version of ConfigMap omni-system/omni-platform is not there',
    ]);
  });

  it('counts what a drain moves and what pods ask for', () => {
    const requests = { cpu: '250m', memory: '1Gi' };
    const spec = {
      containers: [{ name: 'main', image: 'a:1', resources: { requests } }],
      initContainers: [
        { name: 'init', resources: { requests: { cpu: '1', memory: '1Mi' } } },
      ],
    };
    const inventory = inspected({
      pods: [
        podObject('app', { spec: { ...spec, nodeName: 'n-1' } }),
        podObject('done', {
          spec: { ...spec, nodeName: 'n-1' },
          status: { phase: 'Succeeded' },
        }),
        podObject('static', {
          annotations: { 'kubernetes.io/config.mirror': 'x' },
        }),
        partPod('agent', 'v1.4.0', { node: 'n-1' }),
      ],
    });
    expect(inventory.nodes[0]).toMatchObject({
      movablePods: 1,
      allocatable: { cpuMillis: 4000, memoryBytes: 8 * 2 ** 30 },
      requested: { cpuMillis: 1000, memoryBytes: 2 ** 30 },
    });
  });

  it('reads applications with priority and threshold, and their budgets', () => {
    const workload = (name: string, annotations: Record<string, string>) =>
      deploymentObject(name, {
        namespace: 'shop',
        metadata: { labels: { 'omni.cloud/app': name }, annotations },
      });
    const inventory = inspected({
      applicationDeployments: [
        workload('shop', {
          'omni.cloud/priority': 'critical',
          'omni.cloud/failure-threshold': '3',
        }),
        workload('cart', { 'omni.cloud/priority': 'vital' }),
      ],
      budgets: [budgetObject('shop', { minAvailable: 2 })],
    });
    expect(inventory.applications).toMatchObject([
      { id: 'shop/cart', priority: 'normal', desired: 3, ready: 3 },
      {
        id: 'shop/shop',
        priority: 'critical',
        thresholdAnnotation: {
          name: 'omni.cloud/failure-threshold',
          value: '3',
        },
      },
    ]);
    expect(inventory.budgets).toMatchObject([
      { name: 'shop', applicationIds: ['shop/shop'], disruptionsAllowed: 1 },
    ]);
    expect(inventory.unknowns).toEqual([
      'shop/cart: annotation omni.cloud/priority is "vital", which is none of critical, normal, non-critical; it counts as normal',
    ]);
  });
});

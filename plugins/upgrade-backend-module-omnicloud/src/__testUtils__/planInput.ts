import {
  ApplicationInfo,
  Inventory,
  NodeInfo,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import {
  AGENT,
  AGENT_REF,
  DEPLOYED_COMPONENTS,
  deploymentRef,
  PLATFORM,
  PLATFORM_REF,
} from '../resources';
import { targetOf } from '../targetDescriptor';

export const strategy: Strategy = {
  kind: 'capacity-first',
  spareNodes: 1,
  scaleDownPercent: 0,
  maxUnavailableNodes: 1,
  drainTimeoutMs: 900_000,
  nodeSoakMs: 60_000,
  finalSoakMs: 300_000,
};

export function node(name: string, change: Partial<NodeInfo> = {}): NodeInfo {
  return {
    name,
    uid: `uid-${name}`,
    isReady: true,
    isCordoned: false,
    isSpare: false,
    version: 'v1.4.0',
    movablePods: 3,
    allocatable: { cpuMillis: 4000, memoryBytes: 16e9 },
    requested: { cpuMillis: 1000, memoryBytes: 4e9 },
    ...change,
  };
}

export function application(
  id: string,
  change: Partial<ApplicationInfo> = {},
): ApplicationInfo {
  const [namespace, name] = id.split('/');
  return {
    id,
    title: name,
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name },
    podLabels: { 'omni.cloud/app': name },
    priority: 'normal',
    desired: 4,
    ready: 4,
    ...change,
  };
}

const AGENT_ENV: Record<string, string> = { OMNI_LOG_LEVEL: 'info' };

function image(component: string, version: string): string {
  return `registry.omni.cloud/omni/${component}:${version}`;
}

/** A cluster whose parts run one version; nodes and applications as given. */
export function inventoryOf(change: Partial<Inventory> = {}): Inventory {
  const version = change.version ?? 'v1.4.0';
  const nodes = change.nodes ?? [node('n-1', { movablePods: 5 }), node('n-2')];
  return {
    clusterRef: 'resource:default/prod',
    platform: 'omnicloud',
    takenAtMs: 0,
    version,
    versions: [{ version, parts: ['orchestrator'] }],
    components: [
      ...DEPLOYED_COMPONENTS.map(({ id, title, name }) => ({
        id,
        title,
        object: deploymentRef(name),
        version,
        images: { [id]: image(id, version) },
        desired: 3,
        ready: 3,
      })),
      {
        id: AGENT.id,
        title: AGENT.title,
        object: AGENT_REF,
        version,
        images: { agent: image('agent', version) },
        desired: nodes.length,
        ready: nodes.length,
      },
      {
        id: PLATFORM.id,
        title: PLATFORM.title,
        object: PLATFORM_REF,
        version,
        images: {},
        desired: 1,
        ready: 1,
      },
    ],
    applications: [
      application('shop/shop', { priority: 'critical' }),
      application('reports/reports', {
        priority: 'non-critical',
        desired: 3,
        ready: 3,
      }),
    ],
    budgets: [],
    unknowns: [],
    ...change,
    nodes,
  };
}

function factsOf(
  inventory: Inventory,
  change: Partial<PlanFacts> = {},
): PlanFacts {
  return {
    templates: Object.fromEntries(
      inventory.components
        .filter(({ id }) => id !== PLATFORM.id)
        .map(({ id, images }) => [
          id,
          Object.entries(images).map(([name, wanted]) => ({
            name,
            image: wanted,
            env: id === AGENT.id ? AGENT_ENV : {},
            args: [],
          })),
        ]),
    ),
    recordedVersion: inventory.version ?? 'v1.4.0',
    spareNodes: '0',
    nodesWithAgent: inventory.nodes.map(({ name }) => name),
    unmanagedPods: {},
    emptyDirPods: {},
    autoscaledApplicationIds: [],
    budgetRules: { 'shop/shop': [{ name: 'shop/shop', minAvailable: 3 }] },
    ...change,
  };
}

export interface PlanCase {
  inventory?: Partial<Inventory>;
  facts?: Partial<PlanFacts>;
  strategy?: Partial<Strategy>;
  toVersion?: string;
  /** As in ConfigMap omni-releases. */
  releaseNotes?: string;
}

export function planInput(planCase: PlanCase = {}): PlanInput {
  const inventory = inventoryOf(planCase.inventory);
  const toVersion = planCase.toVersion ?? 'v1.5.0';
  return {
    inventory,
    target: targetOf(inventory, toVersion, planCase.releaseNotes),
    path: [toVersion],
    strategy: { ...strategy, ...planCase.strategy },
    thresholds: [],
    facts: factsOf(inventory, planCase.facts),
  };
}

import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import {
  BudgetRule,
  DriverContext,
  isUnmanaged,
  keepsDataOnNode,
  KubeObject,
  readObject,
  readObjects,
  resourceTypes,
  withoutOrphanedPods,
} from '@cluster-upgrade/plugin-upgrade-node';
import { podsOf } from './inspect/components';
import {
  AGENT,
  CAPACITY_CONFIG_MAP,
  DEPLOYED_COMPONENTS,
  OMNI_NAMESPACE,
  PLATFORM,
  SPARE_NODES_KEY,
} from './resources';

/** What compiling a plan needs beyond the inventory. Plain data. */
export interface PlanFacts {
  /** By component id. */
  templates: Record<string, ContainerFacts[]>;
  /** `data.version` of the platform's record, as it is. */
  recordedVersion?: string;
  /** `data.spareNodes` as it is; absent when the directors keep no such record. */
  spareNodes?: string;
  /** Names of nodes that have an agent, running or not. */
  nodesWithAgent: string[];
  /** By node: pods that no controller would create again. */
  unmanagedPods: Record<string, string[]>;
  /** By node: pods that keep data on the node, which is lost when they move. */
  emptyDirPods: Record<string, string[]>;
  /** Ids of applications whose size an autoscaler decides. */
  autoscaledApplicationIds: string[];
  /** By application id: how its disruption budgets are written. */
  budgetRules: Record<string, NamedBudget[]>;
}

/** A container as its template has it, as far as a release may change it. */
export interface ContainerFacts {
  name: string;
  image: string;
  env: Record<string, string>;
  args: string[];
}

/** A disruption budget by its name, with its rule. */
export interface NamedBudget extends BudgetRule {
  name: string;
}

/** Reads what `compilePlan` needs beyond the inventory. */
export async function readPlanFacts(
  context: DriverContext,
  inventory: Inventory,
): Promise<PlanFacts> {
  const inPlatform = { namespace: OMNI_NAMESPACE };
  const [deployments, agent, record, capacity, allPods, autoscalers, budgets] =
    await Promise.all([
      readObjects(context, resourceTypes.deployments, inPlatform),
      readObject(context, resourceTypes.daemonSets, {
        ...inPlatform,
        name: AGENT.name,
      }),
      readObject(context, resourceTypes.configMaps, {
        ...inPlatform,
        name: PLATFORM.name,
      }),
      readObject(context, resourceTypes.configMaps, {
        ...inPlatform,
        name: CAPACITY_CONFIG_MAP,
      }),
      readObjects(context, resourceTypes.pods),
      readObjects(context, resourceTypes.horizontalPodAutoscalers),
      readObjects(context, resourceTypes.podDisruptionBudgets),
    ]);
  const pods = withoutOrphanedPods(
    allPods,
    inventory.nodes.map(({ name }) => name),
  );
  const spareNodes = capacity && (capacity.data?.[SPARE_NODES_KEY] ?? '0');
  const recordedVersion = record?.data?.version;
  return {
    templates: templatesOf(deployments, agent),
    ...(recordedVersion === undefined ? {} : { recordedVersion }),
    ...(spareNodes === undefined ? {} : { spareNodes }),
    nodesWithAgent: [
      ...new Set(podsOf(AGENT.id, pods).flatMap(nodeNameOf)),
    ].sort(),
    unmanagedPods: podNamesByNode(pods.filter(isUnmanaged)),
    emptyDirPods: podNamesByNode(pods.filter(keepsDataOnNode)),
    autoscaledApplicationIds: autoscaledIds(inventory, autoscalers),
    budgetRules: budgetRulesOf(inventory, budgets),
  };
}

function templatesOf(
  deployments: readonly KubeObject[],
  agent: KubeObject | undefined,
): Record<string, ContainerFacts[]> {
  const workloads = [
    ...DEPLOYED_COMPONENTS.map(({ id, name }) => ({
      id: id as string,
      workload: deployments.find(({ metadata }) => metadata.name === name),
    })),
    { id: AGENT.id, workload: agent },
  ];
  return Object.fromEntries(
    workloads.flatMap(({ id, workload }) =>
      workload
        ? [[id, workload.spec.template.spec.containers.map(containerFacts)]]
        : [],
    ),
  );
}

/** Variables from Secrets and ConfigMaps have no value here, and none is shown. */
function containerFacts(container: {
  name: string;
  image: string;
  env?: Array<{ name: string; value?: string; valueFrom?: unknown }>;
  args?: string[];
}): ContainerFacts {
  const plain = (container.env ?? []).filter(({ valueFrom }) => !valueFrom);
  return {
    name: container.name,
    image: container.image,
    env: Object.fromEntries(plain.map(({ name, value = '' }) => [name, value])),
    args: container.args ?? [],
  };
}

function nodeNameOf(pod: KubeObject): string[] {
  return pod.spec?.nodeName ? [pod.spec.nodeName] : [];
}

function podNamesByNode(pods: readonly KubeObject[]): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const pod of pods) {
    for (const node of nodeNameOf(pod)) {
      const { namespace, name } = pod.metadata;
      names[node] = [...(names[node] ?? []), `${namespace}/${name}`].sort();
    }
  }
  return names;
}

function autoscaledIds(
  { applications }: Inventory,
  autoscalers: readonly KubeObject[],
): string[] {
  return applications
    .filter(({ object }) =>
      autoscalers.some(
        ({ metadata, spec }) =>
          metadata.namespace === object.namespace &&
          spec.scaleTargetRef.kind === object.kind &&
          spec.scaleTargetRef.name === object.name,
      ),
    )
    .map(({ id }) => id);
}

function budgetRulesOf(
  inventory: Inventory,
  budgets: readonly KubeObject[],
): Record<string, NamedBudget[]> {
  const rules: Record<string, NamedBudget[]> = {};
  for (const { namespace, name, applicationIds } of inventory.budgets) {
    const budget = budgets.find(
      ({ metadata }) =>
        metadata.namespace === namespace && metadata.name === name,
    );
    const { minAvailable, maxUnavailable } = budget?.spec ?? {};
    for (const id of applicationIds) {
      rules[id] = [
        ...(rules[id] ?? []),
        {
          name: `${namespace}/${name}`,
          ...(minAvailable === undefined ? {} : { minAvailable }),
          ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
        },
      ];
    }
  }
  return rules;
}

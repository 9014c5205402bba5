import {
  Inventory,
  NodeInfo,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  applicationInfos,
  budgetInfos,
  DriverContext,
  KubeObject,
  nodeInfos,
  PlatformNode,
  runningVersions,
  versionShares,
  withoutOrphanedPods,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  AGENT,
  ANNOTATION_PRIORITY,
  ANNOTATION_THRESHOLD,
  LABEL_APP,
  LABEL_POOL,
  LABEL_SPARE,
} from '../resources';
import { podsOf, SeenComponent, seenComponents } from './components';
import { ClusterObjects, readCluster } from './readCluster';

/** What runs on an OmniCloud cluster now. */
export async function inspect(context: DriverContext): Promise<Inventory> {
  return inventoryOf(context.clusterRef, await readCluster(context));
}

/** The inventory of what was read. Pure. */
export function inventoryOf(
  clusterRef: string,
  read: ClusterObjects,
): Inventory {
  const objects = {
    ...read,
    pods: withoutOrphanedPods(
      read.pods,
      read.nodes.map(({ metadata }) => metadata.name),
    ),
  };
  const unknowns = [...objects.unknowns];
  const components = seenComponents(objects, unknowns);
  const nodes = nodeInfos(objects.nodes, objects.pods, platformNode);
  const versions = shares(components, nodes);
  const workloads = applicationWorkloads(objects);
  const applications = applicationInfos(workloads, {
    titleLabel: LABEL_APP,
    priorityAnnotation: ANNOTATION_PRIORITY,
    thresholdAnnotation: ANNOTATION_THRESHOLD,
  });
  return {
    clusterRef,
    platform: 'omnicloud',
    takenAtMs: objects.takenAtMs,
    ...(versions.length === 1 && isEveryPartKnown(components)
      ? { version: versions[0].version }
      : {}),
    versions,
    components: components.map(({ info }) => info),
    nodes,
    applications: applications.applications,
    budgets: budgetInfos(objects.budgets, workloads),
    unknowns: [...unknowns, ...applications.unknowns],
  };
}

function isEveryPartKnown(components: readonly SeenComponent[]): boolean {
  return components.every(({ versions }) => versions.length > 0);
}

/** Agents are counted node by node: a component of many parts is not one part. */
function shares(
  components: readonly SeenComponent[],
  nodes: readonly NodeInfo[],
): VersionShare[] {
  return versionShares([
    ...components
      .filter(({ info }) => info.id !== AGENT.id)
      .map(({ info, versions }) => ({ name: info.id, versions })),
    ...nodes.map(({ name, version }) => ({
      name,
      versions: version === undefined ? [] : [version],
    })),
  ]);
}

/** A node's version is that of the agent that runs on it. */
function platformNode(
  { metadata: { labels } }: KubeObject,
  pods: readonly KubeObject[],
): PlatformNode {
  return {
    versions: runningVersions(AGENT.id, podsOf(AGENT.id, pods)),
    isSpare: labels?.[LABEL_SPARE] === 'true',
    pool: labels?.[LABEL_POOL],
  };
}

/** Workloads that run on the platform and are none of its own. */
function applicationWorkloads(objects: ClusterObjects): KubeObject[] {
  return [
    ...objects.applicationDeployments,
    ...objects.applicationStatefulSets,
  ];
}

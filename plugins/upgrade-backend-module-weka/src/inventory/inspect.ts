import {
  ANNOTATION_FAILURE_THRESHOLD,
  ApplicationInfo,
  Inventory,
  NodeInfo,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  applicationIdOf,
  budgetInfos,
  DriverContext,
  KubeObject,
  listAll,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { backendsOf, containersOf, listComponents } from './components';
import { readWeka, WekaObjects } from './readWeka';
import { isLeftOut, tagOf } from '../resources';
import { partWayOf } from './partWay';

/** Namespaces whose workloads are the platform itself, not applications on it. */
const PLATFORM_NAMESPACE = /^(kube-|weka)/;

/**
 * What runs: versions come from `status.lastAppliedImage` of the containers, which the operator sets
 * when the pod with that image runs; `spec.image` is only a wish.
 */
export async function inspect(context: DriverContext): Promise<Inventory> {
  const { cluster, signal } = context;
  const weka = await readWeka(context);
  const read = async (resource: Parameters<typeof listAll>[1]) =>
    (await listAll(cluster, resource, { signal })).items;
  const [nodes, pods, deployments, statefulSets, budgets] = await Promise.all([
    read(resourceTypes.nodes),
    read(resourceTypes.pods),
    read(resourceTypes.deployments),
    read(resourceTypes.statefulSets),
    read(resourceTypes.podDisruptionBudgets),
  ]);
  const components = listComponents(weka);
  const applications = [...deployments, ...statefulSets].filter(workload =>
    isApplication(workload, weka),
  );
  const versions = shareVersions(weka);
  const partWay = partWayOf(weka);
  return {
    clusterRef: context.clusterRef,
    platform: 'weka',
    takenAtMs: context.clock.now(),
    ...(versions.length === 1 ? { version: versions[0].version } : {}),
    versions,
    components,
    nodes: nodes.map(node => describeNode(node, weka, pods)),
    applications: applications.map(describeApplication),
    budgets: budgetInfos(budgets, applications),
    unknowns: nameUnknowns(weka),
    ...(partWay && { partWay }),
  };
}

/**
 * What the storage cluster runs; where there is none, what the clients run. Clients may lag behind, and what
 * the operator's upgrade doesn't touch stays as it was made: neither says anything about the version.
 */
function shareVersions(weka: WekaObjects): VersionShare[] {
  const parts = new Map<string, string[]>();
  for (const container of weka.cluster
    ? backendsOf(weka)
    : containersOf(weka)) {
    const version = tagOf(container.status?.lastAppliedImage);
    if (version && !isLeftOut(container)) {
      parts.set(version, [
        ...(parts.get(version) ?? []),
        container.metadata.name,
      ]);
    }
  }
  return [...parts]
    .map(([version, names]) => ({ version, parts: names.sort() }))
    .sort((left, right) => right.parts.length - left.parts.length);
}

function nameUnknowns(weka: WekaObjects): string[] {
  const { otherClients } = weka;
  return [
    ...containersOf(weka)
      .filter(container => !isLeftOut(container))
      .filter(({ status }) => !status?.lastAppliedImage)
      .map(
        ({ metadata }) => `${metadata.name}: has not reported a running image`,
      ),
    ...otherClients.map(
      ({ metadata: { namespace, name }, spec }) =>
        `WekaClient ${namespace}/${name}: ${
          spec.targetCluster
            ? 'mounts another storage cluster'
            : 'names no targetCluster, so nobody can tell which storage cluster it mounts'
        }; it is left as it is`,
    ),
  ];
}

function describeNode(
  node: KubeObject,
  weka: WekaObjects,
  pods: KubeObject[],
): NodeInfo {
  const { name, uid = '', labels = {} } = node.metadata;
  const versions = new Set(
    containersOf(weka)
      .filter(container => container.status?.nodeAffinity === name)
      .map(container => tagOf(container.status?.lastAppliedImage)),
  );
  const [version] = versions.size === 1 ? versions : [undefined];
  return {
    name,
    uid,
    isReady: (node.status?.conditions ?? []).some(
      (condition: any) =>
        condition.type === 'Ready' && condition.status === 'True',
    ),
    isCordoned: node.spec?.unschedulable === true,
    isSpare: false,
    ...(version === undefined ? {} : { version }),
    ...(labels['topology.kubernetes.io/zone']
      ? { zone: labels['topology.kubernetes.io/zone'] }
      : {}),
    movablePods: pods.filter(
      pod => pod.spec?.nodeName === name && isMovable(pod),
    ).length,
    // The operator decides where its containers run: capacity plays no part in this platform's plans.
    allocatable: { cpuMillis: 0, memoryBytes: 0 },
    requested: { cpuMillis: 0, memoryBytes: 0 },
  };
}

function isMovable(pod: KubeObject): boolean {
  return (pod.metadata.ownerReferences ?? []).some(owner =>
    ['ReplicaSet', 'StatefulSet'].includes(owner.kind),
  );
}

function isApplication(
  workload: KubeObject,
  { cluster }: WekaObjects,
): boolean {
  const { namespace = '' } = workload.metadata;
  return (
    !PLATFORM_NAMESPACE.test(namespace) &&
    namespace !== cluster?.metadata.namespace
  );
}

function describeApplication(workload: KubeObject): ApplicationInfo {
  const { namespace = '', name, annotations = {} } = workload.metadata;
  const threshold = annotations[ANNOTATION_FAILURE_THRESHOLD];
  return {
    id: applicationIdOf(workload),
    title: name,
    object: {
      apiVersion: workload.apiVersion,
      kind: workload.kind,
      namespace,
      name,
    },
    podLabels: workload.spec?.selector?.matchLabels ?? {},
    priority: 'normal',
    desired: workload.spec?.replicas ?? 1,
    ready: workload.status?.readyReplicas ?? 0,
    ...(threshold !== undefined && {
      thresholdAnnotation: {
        name: ANNOTATION_FAILURE_THRESHOLD,
        value: threshold,
      },
    }),
  };
}

import {
  compareText,
  Inventory,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  applicationInfos,
  budgetInfos,
  DriverContext,
  imageTag,
  KubeObject,
  nodeInfos,
  readObjects,
  resourceTypes,
  versionShares,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isLeftOut, WekaContainer } from '../resources';
import { backendsOf, containersOf, listComponents } from './components';
import { partWayOf } from './partWay';
import { readWeka, WekaObjects } from './readWeka';

/** Namespaces whose workloads are the platform itself, not applications on it. */
const PLATFORM_NAMESPACE = /^(kube-|weka)/;

/**
 * What runs: versions come from `status.lastAppliedImage` of the containers, which the operator sets
 * when the pod with that image runs; `spec.image` is only a wish.
 */
export async function inspect(context: DriverContext): Promise<Inventory> {
  const weka = await readWeka(context);
  const [nodes, pods, deployments, statefulSets, budgets] = await Promise.all([
    readObjects(context, resourceTypes.nodes),
    readObjects(context, resourceTypes.pods),
    readObjects(context, resourceTypes.deployments),
    readObjects(context, resourceTypes.statefulSets),
    readObjects(context, resourceTypes.podDisruptionBudgets),
  ]);
  const workloads = [...deployments, ...statefulSets].filter(workload =>
    isApplication(workload, weka),
  );
  const { applications, unknowns } = applicationInfos(workloads);
  const versions = sharesOf(weka);
  const partWay = partWayOf(weka);
  return {
    clusterRef: context.clusterRef,
    platform: 'weka',
    takenAtMs: context.clock.now(),
    ...(versions.length === 1 ? { version: versions[0].version } : {}),
    versions,
    components: listComponents(weka),
    nodes: nodeInfos(nodes, pods, node => ({
      versions: containersOf(weka)
        .filter(({ status }) => status?.nodeAffinity === node.metadata.name)
        .flatMap(versionsOf),
    })),
    applications,
    budgets: budgetInfos(budgets, workloads),
    unknowns: [...nameUnknowns(weka), ...unknowns],
    ...(partWay && { partWay }),
  };
}

/**
 * What the storage cluster runs; where there is none, what the clients run. Clients may lag behind, and what
 * the operator's upgrade doesn't touch stays as it was made: neither says anything about the version.
 */
function sharesOf(weka: WekaObjects): VersionShare[] {
  const containers = weka.cluster ? backendsOf(weka) : containersOf(weka);
  return versionShares(
    containers
      .filter(container => !isLeftOut(container))
      .map(container => ({
        name: container.metadata.name,
        versions: versionsOf(container),
      }))
      .sort((one, other) => compareText(one.name, other.name)),
  );
}

function versionsOf({ status }: WekaContainer): string[] {
  const version = imageTag(status?.lastAppliedImage);
  return version === undefined ? [] : [version];
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

import {
  ClusterClient,
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';

/**
 * What a cluster looks like at the end, without what differs between any two runs (uids, times, names
 * of pods): desired state of workloads, cordons, platform version, and what runs where.
 */
export async function readFinalState(
  client: ClusterClient,
): Promise<Record<string, unknown>> {
  const [nodes, deployments, statefulSets, daemonSets, pods, platform] =
    await Promise.all([
      client.list(resourceTypes.nodes),
      client.list(resourceTypes.deployments),
      client.list(resourceTypes.statefulSets),
      client.list(resourceTypes.daemonSets),
      client.list(resourceTypes.pods),
      client.get(resourceTypes.configMaps, {
        namespace: 'omni-system',
        name: 'omni-platform',
      }),
    ]);
  const workloads = [
    ...deployments.items,
    ...statefulSets.items,
    ...daemonSets.items,
  ];
  return {
    cordoned: nodes.items
      .filter(node => node.spec?.unschedulable)
      .map(node => node.metadata.name),
    nodes: nodes.items.map(node => node.metadata.name).sort(),
    workloads: Object.fromEntries(
      workloads.map(workload => [keyOf(workload), desiredOf(workload)]),
    ),
    runningImages: tally(pods.items.flatMap(imagesOf)),
    platform: platform.data,
  };
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}

function desiredOf({ spec }: KubeObject): unknown {
  return {
    replicas: spec.replicas,
    containers: spec.template.spec.containers.map((container: any) => ({
      name: container.name,
      image: container.image,
      env: container.env,
      args: container.args,
    })),
  };
}

function imagesOf(pod: KubeObject): string[] {
  return (pod.status?.containerStatuses ?? [])
    .filter((status: any) => status.ready)
    .map((status: any) => status.image);
}

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of [...values].sort()) {
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

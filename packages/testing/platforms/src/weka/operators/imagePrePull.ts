import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  controllerReference,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { WekaCluster } from './wekaObjects';

/** On a WekaCluster: `true` where the chart of its operator has `upgrade.imagePrePullEnabled`. */
export const PRE_PULL_ANNOTATION = 'simulator.cluster-upgrade.io/image-prepull';

export const PRE_PULL_OWNER_LABEL = 'weka.io/prepull-owner-name';

const TARGET_ANNOTATION = 'weka.io/prepull-target-image';

/**
 * What keeps an upgrade from its first container while nodes have no image yet: undefined where nothing does,
 * else what is to be made for it.
 *
 * @internal
 */
export function openPrePull(
  cluster: WekaCluster,
  daemonSet: KubeObject | undefined,
): Write[] | undefined {
  if (
    cluster.status?.lastAppliedImage === undefined ||
    cluster.metadata.annotations?.[PRE_PULL_ANNOTATION] !== 'true'
  ) {
    return undefined;
  }
  if (!daemonSet) {
    return [
      {
        verb: 'create',
        resource: resourceTypes.daemonSets,
        object: prePullDaemonSet(cluster),
      },
    ];
  }
  const { desiredNumberScheduled, numberReady } = daemonSet.status ?? {};
  return desiredNumberScheduled !== undefined &&
    desiredNumberScheduled > 0 &&
    numberReady === desiredNumberScheduled
    ? undefined
    : [];
}

/** @internal */
export function prePullName({ metadata, spec }: WekaCluster): string {
  return `prepull-${metadata.name}-${spec.image.slice(spec.image.lastIndexOf(':') + 1)}`;
}

function prePullDaemonSet(cluster: WekaCluster): KubeObject {
  const { name, namespace } = cluster.metadata;
  const { image } = cluster.spec;
  const labels = { app: 'weka-image-prepull', [PRE_PULL_OWNER_LABEL]: name };
  const annotations = { [TARGET_ANNOTATION]: image };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: prePullName(cluster),
      namespace,
      labels,
      annotations,
      ownerReferences: [controllerReference(cluster)],
    },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: {
          initContainers: [{ name: 'pull-image', image }],
          containers: [{ name: 'status-holder', image: 'busybox:1' }],
        },
      },
    },
  };
}

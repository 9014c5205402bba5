import {
  controllerReference,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  CLUSTER_LABEL,
  isGoingAway,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from './wekaObjects';

/**
 * One envoy beside each S3 frontend, made with the image that the cluster asks for at that moment. No upgrade
 * ever tells it another one.
 *
 * @internal
 */
export function missingEnvoys(
  cluster: WekaCluster,
  containers: readonly WekaContainer[],
): Write[] {
  const names = new Set(containers.map(({ metadata }) => metadata.name));
  return containers
    .filter(
      container =>
        container.spec.mode === 's3' &&
        !isGoingAway(container) &&
        container.status?.nodeAffinity !== undefined,
    )
    .map(s3 => envoyOf(cluster, s3))
    .filter(({ metadata }) => !names.has(metadata.name))
    .map(object => ({
      verb: 'create',
      resource: wekaResources.containers,
      object,
    }));
}

function envoyOf(cluster: WekaCluster, s3: WekaContainer): WekaContainer {
  const { name, namespace } = cluster.metadata;
  return {
    apiVersion: cluster.apiVersion,
    kind: 'WekaContainer',
    metadata: {
      name: s3.metadata.name.replace(/s3-?/, 'envoy-'),
      namespace,
      labels: { app: 'weka', 'weka.io/mode': 'envoy', [CLUSTER_LABEL]: name },
      ownerReferences: [controllerReference(cluster)],
    },
    spec: {
      image: cluster.spec.image,
      mode: 'envoy',
      name: s3.spec.name.replace('s3', 'envoy'),
      nodeAffinity: s3.status?.nodeAffinity,
      state: 'active',
    },
  };
}

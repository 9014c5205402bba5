import { imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import {
  BACKEND_MODES,
  isLeftOut,
  isOfClient,
  isOfCluster,
  WEKA_API_VERSION,
  WekaClient,
  WekaCluster,
  WekaContainer,
} from '../resources';
import { WekaObjects } from './readWeka';

const TITLES: Record<string, string> = {
  drive: 'Drive containers',
  compute: 'Compute containers',
  s3: 'S3 frontends',
  nfs: 'NFS frontends',
};

/** Containers of the storage cluster in the modes that the operator upgrades, or in the one given. */
export function backendsOf(
  { cluster, containers }: Pick<WekaObjects, 'cluster' | 'containers'>,
  modes: readonly string[] = BACKEND_MODES,
): WekaContainer[] {
  return cluster
    ? containers.filter(
        container =>
          modes.includes(container.spec.mode) &&
          isOfCluster(container, cluster),
      )
    : [];
}

/** Containers of one WekaClient. */
export function containersOfClient(
  containers: readonly WekaContainer[],
  client: WekaClient,
): WekaContainer[] {
  return containers.filter(container => isOfClient(container, client));
}

/** The storage cluster's containers and those of its clients. */
export function containersOf(weka: WekaObjects): WekaContainer[] {
  return [
    ...backendsOf(weka),
    ...weka.clients.flatMap(client =>
      containersOfClient(weka.containers, client),
    ),
  ];
}

/** Names repeat across namespaces; one beside the storage cluster needs no more than its name. */
export function clientComponentId(
  { metadata: { name, namespace } }: WekaClient,
  cluster: WekaCluster | undefined,
): string {
  return namespace === cluster?.metadata.namespace
    ? `client-${name}`
    : `client-${namespace}.${name}`;
}

/** Backend modes that exist, then the clients: the order in which they are upgraded. */
export function listComponents(weka: WekaObjects): ComponentInfo[] {
  const { cluster } = weka;
  const backends = BACKEND_MODES.flatMap(mode => {
    const containers = backendsOf(weka, [mode]);
    return cluster && containers.length
      ? [describe(mode, TITLES[mode], cluster, 'WekaCluster', containers)]
      : [];
  });
  const clients = weka.clients.map(client =>
    describe(
      clientComponentId(client, cluster),
      `Client ${client.metadata.name}`,
      client,
      'WekaClient',
      containersOfClient(weka.containers, client),
    ),
  );
  return [...backends, ...clients];
}

function describe(
  id: string,
  title: string,
  owner: WekaCluster | WekaClient,
  kind: string,
  containers: WekaContainer[],
): ComponentInfo {
  const counted = containers.filter(container => !isLeftOut(container));
  const versions = new Set(
    counted.map(container => imageTag(container.status?.lastAppliedImage)),
  );
  const [version] = versions.size === 1 ? versions : [undefined];
  return {
    id,
    title,
    object: {
      apiVersion: WEKA_API_VERSION,
      kind,
      namespace: owner.metadata.namespace,
      name: owner.metadata.name,
    },
    ...(version === undefined ? {} : { version }),
    images: { 'weka-container': owner.spec.image },
    desired: counted.length,
    ready: counted.filter(container => container.status?.status === 'Running')
      .length,
  };
}

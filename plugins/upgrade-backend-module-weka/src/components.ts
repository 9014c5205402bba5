import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import {
  BACKEND_MODES,
  isLeftOut,
  LABEL_CLIENT,
  LABEL_CLUSTER,
  tagOf,
  WEKA_API_VERSION,
  WekaClient,
  WekaCluster,
  WekaContainer,
} from './resources';
import { WekaObjects } from './readWeka';

const TITLES: Record<string, string> = {
  drive: 'Drive containers',
  compute: 'Compute containers',
  s3: 'S3 frontends',
  nfs: 'NFS frontends',
};

/** Containers of one backend mode. */
export function backendsOf(
  { cluster, containers }: Pick<WekaObjects, 'cluster' | 'containers'>,
  mode: string,
): WekaContainer[] {
  return containers.filter(
    container =>
      container.spec.mode === mode &&
      container.metadata.labels?.[LABEL_CLUSTER] === cluster.metadata.name,
  );
}

/** Containers of one WekaClient. */
export function containersOfClient(
  containers: readonly WekaContainer[],
  client: WekaClient,
): WekaContainer[] {
  return containers.filter(
    container =>
      container.metadata.labels?.[LABEL_CLIENT] === client.metadata.name,
  );
}

export function clientComponentId(client: WekaClient): string {
  return `client-${client.metadata.name}`;
}

/** Backend modes that exist, then the clients: the order in which they are upgraded. */
export function listComponents(weka: WekaObjects): ComponentInfo[] {
  const backends = BACKEND_MODES.flatMap(mode => {
    const containers = backendsOf(weka, mode);
    return containers.length
      ? [describe(mode, TITLES[mode], weka.cluster, 'WekaCluster', containers)]
      : [];
  });
  const clients = weka.clients.map(client =>
    describe(
      clientComponentId(client),
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
    counted.map(container => tagOf(container.status?.lastAppliedImage)),
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

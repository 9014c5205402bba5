import { readFile } from 'node:fs/promises';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { ANNOTATION_KUBERNETES_CLUSTER } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterConnection } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * Addresses and credentials of clusters, from the `kubernetes:` configuration that portals already
 * have: `kubernetes.clusterLocatorMethods[].clusters[]` of type `config`. Read anew on each call, so
 * that a rotated token counts at once; nothing is kept.
 */
export class KubernetesConnections {
  readonly #config: Config;

  constructor(config: Config) {
    this.#config = config;
  }

  /**
   * @throws NotFoundError that names the annotation and its value
   * @throws InputError when the configuration of the cluster can't be used
   */
  async get(name: string, clusterRef: string): Promise<ClusterConnection> {
    const cluster = this.#clusters().find(
      candidate => candidate.getString('name') === name,
    );
    if (!cluster) {
      throw new NotFoundError(unknownNameText(name, clusterRef));
    }
    const url = cluster.getString('url');
    if (!URL.canParse(url)) {
      throw new InputError(
        `The url of cluster '${name}' in kubernetes.clusterLocatorMethods is no URL. Correct it in the portal's configuration.`,
      );
    }
    return {
      url,
      token: cluster.getOptionalString('serviceAccountToken'),
      caPem: await readAuthority(cluster, name),
      isTlsVerificationSkipped: cluster.getOptionalBoolean('skipTLSVerify'),
    };
  }

  #clusters(): Config[] {
    const methods =
      this.#config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ??
      [];
    return methods
      .filter(method => method.getString('type') === 'config')
      .flatMap(method => method.getOptionalConfigArray('clusters') ?? []);
  }
}

async function readAuthority(
  cluster: Config,
  name: string,
): Promise<string | undefined> {
  const data = cluster.getOptionalString('caData');
  if (data !== undefined) {
    return Buffer.from(data, 'base64').toString('utf8');
  }
  const file = cluster.getOptionalString('caFile');
  if (file === undefined) {
    return undefined;
  }
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `The caFile of cluster '${name}' in kubernetes.clusterLocatorMethods can't be read: ${
        (error as NodeJS.ErrnoException).code ?? 'unknown error'
      }. Correct the path, or use caData.`,
    );
  }
}

/** Other clusters are not named: who may read this one need not know of them. */
function unknownNameText(name: string, clusterRef: string): string {
  return `Annotation ${ANNOTATION_KUBERNETES_CLUSTER} of ${clusterRef} names '${name}', which is not in kubernetes.clusterLocatorMethods (type config). Correct the annotation or add the cluster to the portal's configuration.`;
}

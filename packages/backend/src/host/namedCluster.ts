import { parse } from 'yaml';
import { NamedCluster } from './BackendProcess';

/**
 * The entry of `kubernetes.clusterLocatorMethods` for a cluster that a kubeconfig with one token names.
 */
export function namedCluster(name: string, kubeconfig: string): NamedCluster {
  const { clusters, users } = parse(kubeconfig);
  const { server, 'certificate-authority-data': ca } = clusters[0].cluster;
  return {
    name,
    url: server,
    token: users[0].user.token,
    ...(ca ? { caPem: Buffer.from(ca, 'base64').toString() } : {}),
  };
}

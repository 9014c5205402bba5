import { stringify } from 'yaml';

/**
 * Writes a kubeconfig with one cluster, one user and one context, all named `control-plane`.
 *
 * @internal
 */
export function formatKubeconfig(access: {
  url: string;
  caPem: string;
  token: string;
}): string {
  const name = 'control-plane';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: access.url,
          'certificate-authority-data': Buffer.from(access.caPem).toString(
            'base64',
          ),
        },
      },
    ],
    users: [{ name, user: { token: access.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}

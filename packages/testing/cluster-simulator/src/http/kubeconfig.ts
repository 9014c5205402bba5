import { stringify } from 'yaml';
import { SimulatorUser } from '../apiserver/access/users';

/**
 * A kubeconfig with which `kubectl` talks to the simulator as `user`.
 *
 * @internal
 */
export function kubeconfigFor(url: string, user: SimulatorUser): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'simulator', cluster: { server: url } }],
    users: [{ name: user.name, user: { token: user.token } }],
    contexts: [
      {
        name: 'simulator',
        context: { cluster: 'simulator', user: user.name },
      },
    ],
    'current-context': 'simulator',
  });
}

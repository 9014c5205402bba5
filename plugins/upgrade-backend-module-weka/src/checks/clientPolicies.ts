import { containersOfClient } from '../inventory/components';
import { policyOf, WekaClient } from '../resources';
import { CheckView, wekaCheck } from './wekaCheck';

/** What the policies of the clients mean for whoever mounts through them. */
export const clientPolicies = wekaCheck({
  id: 'weka-client-policies',
  title: 'Clients are replaced without interrupting anybody',
  group: 'policy',
  answer(view) {
    const forced = view.clients.filter(
      client => policyOf(client) === 'all-at-once-force',
    );
    const interrupted = forced.filter(client => mountsOf(view, client) > 0);
    const manual = view.clients.filter(client => policyOf(client) === 'manual');
    const status = statusOf(interrupted.length, forced.length + manual.length);
    return {
      status,
      observed:
        [
          ...forced.map(
            client =>
              `${client.metadata.name} is all-at-once-force: ${mountsOf(view, client)} mounts are interrupted`,
          ),
          ...manual.map(
            client =>
              `${client.metadata.name} is manual: somebody has to delete its pods`,
          ),
        ].join('; ') || 'every client waits until nothing is mounted',
      needed: 'rolling or all-at-once: each waits until nothing is mounted',
      remedy:
        status === 'pass'
          ? undefined
          : 'Set spec.upgradePolicy.type of the WekaClient to rolling, or agree on it with whoever mounts through it.',
    };
  },
});

function statusOf(interrupted: number, unusual: number) {
  if (interrupted > 0) {
    return 'soft-block';
  }
  return unusual > 0 ? 'warning' : 'pass';
}

function mountsOf({ containers }: CheckView, client: WekaClient): number {
  return containersOfClient(containers, client).reduce(
    (sum, { status }) => sum + (status?.stats?.activeMounts ?? 0),
    0,
  );
}

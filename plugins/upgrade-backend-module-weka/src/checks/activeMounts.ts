import { listed } from '@cluster-upgrade/plugin-upgrade-common';
import { backendsOf, containersOfClient } from '../inventory/components';
import { policyOf, WekaContainer } from '../resources';
import { CheckView, wekaCheck } from './wekaCheck';

/** Mounts delay the replacement of clients and frontends: known before the start, not a surprise. */
export const activeMounts = wekaCheck({
  id: 'weka-active-mounts',
  title: 'Active mounts are known',
  group: 'resources',
  answer(view) {
    const mounted = waitingForMounts(view).filter(
      container => (container.status?.stats?.activeMounts ?? 0) > 0,
    );
    return {
      status: mounted.length ? 'warning' : 'pass',
      observed: mounted.length
        ? `containers with active mounts: ${listed(
            mounted.map(
              ({ metadata, status }) =>
                `${metadata.name} (${status?.stats?.activeMounts})`,
            ),
          )}`
        : 'no container has active mounts',
      needed:
        'each is replaced only when nothing is mounted through it, so the upgrade waits for them',
      remedy: mounted.length
        ? 'Move the workloads that mount through them, or let the upgrade wait.'
        : undefined,
    };
  },
});

/** What is replaced without waiting for mounts is the policy's matter, not this one's. */
function waitingForMounts(view: CheckView): WekaContainer[] {
  return [
    ...backendsOf(view),
    ...view.clients
      .filter(client => policyOf(client) !== 'all-at-once-force')
      .flatMap(client => containersOfClient(view.containers, client)),
  ];
}

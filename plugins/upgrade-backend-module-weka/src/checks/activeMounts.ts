import { readWeka } from '../readWeka';
import { checkWithOneAnswer } from './finding';

/** Mounts delay the replacement of clients and frontends: known before the start, not a surprise. */
export const activeMounts = checkWithOneAnswer({
  id: 'weka-active-mounts',
  title: 'Active mounts are known',
  group: 'resources',
  async answer(input) {
    const { containers } = await readWeka(input);
    const mounted = containers.filter(
      container => (container.status?.stats?.activeMounts ?? 0) > 0,
    );
    return {
      status: mounted.length ? 'warning' : 'pass',
      observed: mounted.length
        ? `${mounted.length} containers have active mounts: ${mounted
            .slice(0, 5)
            .map(
              ({ metadata, status }) =>
                `${metadata.name} (${status?.stats?.activeMounts})`,
            )
            .join(', ')}`
        : 'no container has active mounts',
      needed:
        'each is replaced only when nothing is mounted through it, so the upgrade waits for them',
      remedy: mounted.length
        ? 'Move the workloads that mount through them, or let the upgrade wait.'
        : undefined,
    };
  },
});

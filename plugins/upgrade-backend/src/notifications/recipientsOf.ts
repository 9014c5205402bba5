import {
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Who could be told. */
export interface People {
  clusterOwnerRef?: string;
  /** Owners of all Components that name an application's workload. */
  ownersOf(applicationId: string): readonly string[];
}

/**
 * Entity refs of those who are told about an event: who asked for the upgrade, who owns the cluster, and
 * the owners of applications that suffer from it.
 */
export function recipientsOf(
  event: UpgradeEvent,
  state: UpgradeState,
  people: People,
): string[] {
  const owners = sufferingApplications(event, state).flatMap(id =>
    people.ownersOf(id),
  );
  const refs = [state.requestedBy, people.clusterOwnerRef, ...owners].filter(
    (ref): ref is string => ref !== undefined && isPerson(ref),
  );
  return [...new Set(refs)];
}

function sufferingApplications(
  event: UpgradeEvent,
  state: UpgradeState,
): string[] {
  const breached = Object.values(state.health)
    .filter(({ verdict }) => verdict === 'breach')
    .map(({ applicationId }) => applicationId);
  return event.type === 'threshold-exceeded'
    ? [event.data.health.applicationId, ...breached]
    : breached;
}

/** Services ask for upgrades too, but read nothing. */
function isPerson(ref: string): boolean {
  return /^(user|group):/.test(ref);
}

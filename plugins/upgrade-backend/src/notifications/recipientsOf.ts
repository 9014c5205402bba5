import {
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { budgetBlock } from './budgetBlock';

/** Who could be told. */
export interface People {
  clusterOwnerRef?: string;
  clusterTitle?: string;
  /** Applications that run on the cluster. */
  applicationIds: string[];
  /** Owners of all Components that name an application's workload. */
  ownersOf(applicationId: string): readonly string[];
}

/**
 * Entity refs of those who are told about an event. Who asked for the upgrade and who owns the cluster
 * hear of everything but blocks, which are for the application's owner; the owners of applications hear
 * of the start and the end, and of what theirs suffers from.
 */
export function recipientsOf(
  event: UpgradeEvent,
  state: UpgradeState,
  people: People,
): string[] {
  const owners = concernedApplications(event, state, people).flatMap(id =>
    people.ownersOf(id),
  );
  const all = budgetBlock(event)
    ? owners
    : [state.requestedBy, people.clusterOwnerRef, ...owners];
  const refs = all.filter(
    (ref): ref is string => ref !== undefined && isPerson(ref),
  );
  return [...new Set(refs)];
}

function concernedApplications(
  event: UpgradeEvent,
  state: UpgradeState,
  { applicationIds }: People,
): string[] {
  if (event.type === 'created' || event.type === 'finished') {
    return applicationIds;
  }
  const block = budgetBlock(event);
  if (block) {
    return [block.applicationId];
  }
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

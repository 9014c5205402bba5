import { DriverCheck } from '@cluster-upgrade/plugin-upgrade-node';
import { DisputedWorkload } from '../thresholds/workloadClaims';

/** A check of the catalog, whatever the platform. */
export const WORKLOAD_CLAIMS = {
  id: 'workload-claims',
  title: 'No workload is claimed by two Components',
  group: 'policy',
} as const satisfies Pick<DriverCheck, 'id' | 'title' | 'group'>;

/** One finding per workload whose owner can't be told; passes when there is none. */
export function workloadClaims(
  disputed: readonly DisputedWorkload[],
): DriverCheck {
  return {
    ...WORKLOAD_CLAIMS,
    async run({ clock, inventory }) {
      const common = {
        checkId: WORKLOAD_CLAIMS.id,
        group: WORKLOAD_CLAIMS.group,
        title: WORKLOAD_CLAIMS.title,
        needed: 'One Component for each workload',
        checkedAtMs: clock.now(),
      };
      if (disputed.length === 0) {
        return [
          {
            ...common,
            id: WORKLOAD_CLAIMS.id,
            status: 'pass',
            observed: 'Each workload is named by one Component at most',
            objects: [],
            ownerRefs: [],
          },
        ];
      }
      return disputed.map(({ applicationId, claimants }) => ({
        ...common,
        id: `${WORKLOAD_CLAIMS.id}:${applicationId}`,
        status: 'soft-block',
        observed: `${applicationId} is claimed by ${claimants
          .map(({ ref, ownerRef }) => `${ref} of ${ownerRef ?? 'nobody'}`)
          .join(' and ')}`,
        objects: inventory.applications
          .filter(({ id }) => id === applicationId)
          .map(({ object }) => object),
        ownerRefs: [
          ...new Set(claimants.flatMap(({ ownerRef }) => ownerRef ?? [])),
        ],
        remedy:
          'Take the workload out of the annotation of all Components but its own. Meanwhile the strictest of their thresholds holds, and all owners are told.',
      }));
    },
  };
}

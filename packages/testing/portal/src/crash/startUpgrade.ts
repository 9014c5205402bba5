import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * Plans, verifies and starts.
 *
 * @returns the upgrade's id
 * @throws Error with what stands in the way
 */
export async function startUpgrade(
  api: UpgradeApi,
  clusterRef: string,
  toVersion: string,
): Promise<string> {
  const made = await api.createPlan(clusterRef, { toVersion });
  const plan = made.verification ? made : await api.runChecks(made.id);
  if (plan.blockers.length > 0) {
    throw new Error(
      `The upgrade can't start: ${plan.blockers
        .map(({ reason }) => reason.text)
        .join(' ')}`,
    );
  }
  const { state } = await api.startUpgrade({
    planId: plan.id,
    planHash: plan.hash,
  });
  return state.id;
}

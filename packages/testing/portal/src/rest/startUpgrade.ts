import { PlanView, UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';

/** Plans an upgrade, and verifies the plan where that was not done with it. */
export async function makePlan(
  api: UpgradeApi,
  clusterRef: string,
  toVersion: string,
): Promise<PlanView> {
  const made = await api.createPlan(clusterRef, { toVersion });
  return made.verification ? made : api.runChecks(made.id);
}

/**
 * @returns the upgrade's id
 * @throws Error with what stands in the way
 */
export async function startPlan(
  api: UpgradeApi,
  { id, hash, blockers }: PlanView,
): Promise<string> {
  if (blockers.length > 0) {
    const texts = blockers.map(
      ({ reason, remedy }) => `${reason.text} ${remedy}`,
    );
    throw new Error(`The upgrade can't start. ${texts.join(' ')}`);
  }
  const { state } = await api.startUpgrade({ planId: id, planHash: hash });
  return state.id;
}

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
  return startPlan(api, await makePlan(api, clusterRef, toVersion));
}

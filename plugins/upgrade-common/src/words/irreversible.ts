import { UpgradePlan } from '../model/plan';

/**
 * Titles of the steps that nothing takes back once they are done, in the order of the plan.
 *
 * @public
 */
export function irreversibleSteps(plan: Pick<UpgradePlan, 'steps'>): string[] {
  return plan.steps
    .filter(({ reversibility }) => reversibility === 'forward-only')
    .map(({ title }) => title);
}

/**
 * What has to be typed to confirm a start: the cluster's name, where a part of the plan can't be taken
 * back or a risk was accepted; undefined where a click is enough. The wizard and the template action ask
 * by the same rule.
 *
 * @public
 */
export function nameToType({
  plan,
  overrides,
}: {
  plan: Pick<UpgradePlan, 'steps' | 'clusterRef'>;
  overrides: readonly unknown[];
}): string | undefined {
  return overrides.length > 0 || irreversibleSteps(plan).length > 0
    ? plan.clusterRef.split('/').at(-1)
    : undefined;
}

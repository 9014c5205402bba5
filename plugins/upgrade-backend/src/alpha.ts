/**
 * Conditions for authors of permission policies.
 *
 * @packageDocumentation
 */
export {
  createUpgradeApplicationConditionalDecision,
  createUpgradeClusterConditionalDecision,
  createUpgradeConditionalDecision,
  upgradeApplicationConditions,
  upgradeClusterConditions,
  upgradeConditions,
} from './authorization/policy/rules';
export type {
  ApplicationResource,
  ClusterResource,
  ResourceFilter,
  UpgradeResource,
} from './authorization/policy/resources';

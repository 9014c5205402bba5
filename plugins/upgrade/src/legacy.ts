/**
 * The screens for portals on the older frontend system (`createApp` from `@backstage/app-defaults`).
 *
 * @packageDocumentation
 */
export {
  EntityUpgradeCard,
  EntityUpgradesContent,
  EntityUpgradeSafetyCard,
  hasFailureThreshold,
  isUpgradeCluster,
  upgradePlugin,
  UpgradesPage,
} from './legacy/legacyPlugin';
export {
  UpgradeClusterPickerFieldExtension,
  UpgradePlanPreviewFieldExtension,
  UpgradeVersionPickerFieldExtension,
} from './legacy/legacyFields';

import { compatWrapper } from '@backstage/core-compat-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import {
  ClusterPicker,
  clusterPickerSchema,
} from '../scaffolder/ClusterPicker';
import { PlanPreview, planPreviewSchema } from '../scaffolder/PlanPreview';
import {
  VersionPicker,
  versionPickerSchema,
} from '../scaffolder/VersionPicker';
import { upgradePlugin } from './legacyPlugin';

/**
 * `ui:field: UpgradeClusterPicker`
 *
 * @public
 */
export const UpgradeClusterPickerFieldExtension = upgradePlugin.provide(
  createScaffolderFieldExtension({
    name: 'UpgradeClusterPicker',
    component: (props: typeof clusterPickerSchema.TProps) =>
      compatWrapper(<ClusterPicker {...props} />),
    schema: clusterPickerSchema.schema,
  }),
);

/**
 * `ui:field: UpgradeVersionPicker`
 *
 * @public
 */
export const UpgradeVersionPickerFieldExtension = upgradePlugin.provide(
  createScaffolderFieldExtension({
    name: 'UpgradeVersionPicker',
    component: (props: typeof versionPickerSchema.TProps) =>
      compatWrapper(<VersionPicker {...props} />),
    schema: versionPickerSchema.schema,
  }),
);

/**
 * `ui:field: UpgradePlanPreview`
 *
 * @public
 */
export const UpgradePlanPreviewFieldExtension = upgradePlugin.provide(
  createScaffolderFieldExtension({
    name: 'UpgradePlanPreview',
    component: (props: typeof planPreviewSchema.TProps) =>
      compatWrapper(<PlanPreview {...props} />),
    schema: planPreviewSchema.schema,
  }),
);

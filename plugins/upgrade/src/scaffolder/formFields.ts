import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ClusterPicker, clusterPickerSchema } from './ClusterPicker';
import { PlanPreview, planPreviewSchema } from './PlanPreview';
import { VersionPicker, versionPickerSchema } from './VersionPicker';

/** `ui:field: UpgradeClusterPicker` */
export const clusterPickerField = createFormField({
  name: 'UpgradeClusterPicker',
  component: ClusterPicker,
  schema: clusterPickerSchema,
});

/** `ui:field: UpgradeVersionPicker` */
export const versionPickerField = createFormField({
  name: 'UpgradeVersionPicker',
  component: VersionPicker,
  schema: versionPickerSchema,
});

/** `ui:field: UpgradePlanPreview` */
export const planPreviewField = createFormField({
  name: 'UpgradePlanPreview',
  component: PlanPreview,
  schema: planPreviewSchema,
});

import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ClusterPicker, clusterPickerSchema } from './ClusterPicker';
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

import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { Text } from '@backstage/ui';
import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import { versionState } from '../fleet/versionShares';
import { useLoad } from '../live/useLoad';
import { Choice } from '../parts/Choice';
import { Text as Translate, useText } from '../parts/useText';
import { FormCard } from './FormCard';
import { LoadedField } from './LoadedField';

/** What the field gives to the template: the entity ref of a cluster. */
export const clusterPickerSchema = makeFieldSchema({
  output: z => z.string().describe('Entity ref of the cluster to upgrade'),
  uiOptions: z =>
    z.object({
      platform: z
        .string()
        .optional()
        .describe('Offer clusters of this platform only'),
    }),
});

/** Chooses one of the clusters that the person may see. */
export function ClusterPicker(props: typeof clusterPickerSchema.TProps) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad('clusters', signal => api.listClusters({ signal }));
  return (
    <LoadedField
      loaded={loaded}
      what={t('scaffolder.clusters')}
      meanwhile={t('scaffolder.loadingClusters')}
    >
      {({ clusters }) => <ClustersOf {...props} all={clusters} />}
    </LoadedField>
  );
}

function ClustersOf({
  all,
  formData,
  onChange,
  required,
  schema,
  uiSchema,
}: typeof clusterPickerSchema.TProps & { all: readonly ClusterOverview[] }) {
  const t = useText();
  const platform = uiSchema['ui:options']?.platform;
  const clusters = all.filter(
    cluster => !platform || cluster.platform === platform,
  );
  if (clusters.length === 0) {
    return <Text role="status">{t('scaffolder.noClusters')}</Text>;
  }
  return (
    <FormCard>
      <Choice
        label={schema.title ?? t('scaffolder.cluster')}
        isRequired={required}
        value={formData}
        onChange={onChange}
        options={clusters.map(cluster => ({
          id: cluster.clusterRef,
          label: optionText(cluster, t),
        }))}
      />
      {schema.description && (
        <Text variant="body-small" color="secondary">
          {schema.description}
        </Text>
      )}
    </FormCard>
  );
}

function optionText(cluster: ClusterOverview, t: Translate): string {
  const { title, version = '' } = cluster;
  switch (versionState(cluster)) {
    case 'one':
      return t('scaffolder.clusterOption', { title, version });
    case 'mixed':
      return t('scaffolder.clusterMixed', { title });
    default:
      return t('scaffolder.clusterUnknown', { title });
  }
}

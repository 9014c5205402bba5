import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { Text } from '@backstage/ui';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { Choice } from '../parts/Choice';
import { LoadFailure } from '../parts/frame/LoadFrame';
import { useText } from '../parts/useText';
import { FormCard } from './FormCard';

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
  const { formData, onChange, rawErrors, uiSchema, schema } = props;
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad('clusters', signal => api.listClusters({ signal }));
  const platform = uiSchema['ui:options']?.platform;
  if (!loaded.value) {
    return loaded.error ? (
      <LoadFailure
        error={loaded.error}
        what={t('scaffolder.clusters')}
        onRetry={loaded.reload}
      />
    ) : (
      <Text role="status">{t('scaffolder.loadingClusters')}</Text>
    );
  }
  const clusters = loaded.value.clusters.filter(
    cluster => !platform || cluster.platform === platform,
  );
  if (clusters.length === 0) {
    return <Text role="status">{t('scaffolder.noClusters')}</Text>;
  }
  return (
    <FormCard>
      <Choice
        label={schema.title ?? t('scaffolder.cluster')}
        value={formData}
        onChange={onChange}
        options={clusters.map(({ clusterRef, title, version }) => ({
          id: clusterRef,
          label: t('scaffolder.clusterOption', {
            title,
            version: version ?? t('entity.now.mixed'),
          }),
        }))}
      />
      {schema.description && (
        <Text variant="body-small" color="secondary">
          {schema.description}
        </Text>
      )}
      {rawErrors?.map(error => (
        <Text key={error} role="alert" color="danger">
          {error}
        </Text>
      ))}
    </FormCard>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { Flex, Text } from '@backstage/ui';
import { ReleaseOption } from '@cluster-upgrade/plugin-upgrade-common';
import { useEffect } from 'react';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { Choice } from '../parts/Choice';
import { StatusLabel } from '../parts/status/StatusLabel';
import { Text as Translate, useText } from '../parts/useText';
import { FormCard } from './FormCard';
import { LoadedField } from './LoadedField';
import { textField } from './textField';
import { WaitingField } from './WaitingField';

/** What the field gives to the template: a version. */
export const versionPickerSchema = makeFieldSchema({
  output: z => z.string().describe('Version to upgrade to'),
  uiOptions: z =>
    z.object({
      clusterField: z
        .string()
        .optional()
        .describe('Name of the form field that holds the cluster; `cluster`'),
    }),
});

/** Chooses a version that the chosen cluster can go to; the others are named with their reasons. */
export function VersionPicker(props: typeof versionPickerSchema.TProps) {
  const { formContext, uiSchema } = props;
  const t = useText();
  const field = uiSchema['ui:options']?.clusterField ?? 'cluster';
  const clusterRef = textField(formContext, field);
  return clusterRef ? (
    <VersionsOf {...props} clusterRef={clusterRef} />
  ) : (
    <WaitingField
      label={props.schema.title ?? t('scaffolder.version')}
      text={t('scaffolder.clusterFirst')}
    />
  );
}

function VersionsOf({
  clusterRef,
  formData,
  onChange,
  required,
  schema,
}: typeof versionPickerSchema.TProps & { clusterRef: string }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad(clusterRef, signal =>
    api.getCluster(clusterRef, { signal }),
  );
  useForgetUnknown(loaded.value?.releases, formData, onChange);
  return (
    <LoadedField
      loaded={loaded}
      what={t('scaffolder.versions')}
      meanwhile={t('scaffolder.loadingVersions')}
    >
      {cluster => (
        <FormCard>
          <Flex direction="column" gap="2">
            <Versions
              releases={cluster.releases}
              label={schema.title ?? t('scaffolder.version')}
              isRequired={required}
              value={formData}
              onChange={onChange}
            />
          </Flex>
        </FormCard>
      )}
    </LoadedField>
  );
}

function Versions({
  releases,
  ...choice
}: {
  releases: readonly ReleaseOption[];
  label: string;
  isRequired?: boolean;
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const t = useText();
  const open = releases.filter(({ blockedBy }) => blockedBy.length === 0);
  const blocked = releases.filter(({ blockedBy }) => blockedBy.length > 0);
  return (
    <>
      {open.length === 0 ? (
        <Text role="status">{t('scaffolder.noVersions')}</Text>
      ) : (
        <Choice
          {...choice}
          options={open.map(release => ({
            id: release.version,
            label: labelOf(release, t),
          }))}
        />
      )}
      {blocked.map(({ version, blockedBy }) => (
        <StatusLabel key={version} glyph="skipped" isPlain>
          {t('scaffolder.blocked', {
            version,
            reason: blockedBy.map(({ text }) => text).join(' '),
          })}
        </StatusLabel>
      ))}
    </>
  );
}

/** Going to a version that was begun is not a choice among equals: it finishes what is half done. */
function labelOf(
  { version, isFinish, isRecommended }: ReleaseOption,
  t: Translate,
): string {
  const name = isFinish ? t('entity.next.finish', { version }) : version;
  return isRecommended ? `${name} (${t('wizard.version.recommended')})` : name;
}

/** Another cluster may not have the version that was chosen for the last one. */
function useForgetUnknown(
  releases: readonly ReleaseOption[] | undefined,
  chosen: string | undefined,
  onChange: (value: string | undefined) => void,
): void {
  const isUnknown =
    chosen !== undefined &&
    releases !== undefined &&
    !releases.some(({ version }) => version === chosen);
  useEffect(() => {
    if (isUnknown) {
      onChange(undefined);
    }
  }, [isUnknown, onChange]);
}

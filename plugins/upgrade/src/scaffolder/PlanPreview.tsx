import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { Flex, Text, TextField } from '@backstage/ui';
import {
  findingsText,
  irreversibleSteps,
  nameToType,
  PlanView,
  UpgradeApi,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { StatusLabel } from '../parts/status/StatusLabel';
import { useText } from '../parts/useText';
import { FormCard } from './FormCard';
import { LoadedField } from './LoadedField';
import { textField } from './textField';
import { WaitingField } from './WaitingField';

/** What the field gives to the template: the cluster's name where it had to be typed. */
export const planPreviewSchema = makeFieldSchema({
  output: z =>
    z
      .string()
      .describe("The cluster's name, typed where parts can't be taken back"),
  uiOptions: z =>
    z.object({
      clusterField: z
        .string()
        .optional()
        .describe('Name of the form field that holds the cluster; `cluster`'),
      versionField: z
        .string()
        .optional()
        .describe('Name of the form field that holds the version; `version`'),
    }),
});

/** Makes the plan for what was chosen and shows what it would do, before anything is started. */
export function PlanPreview(props: typeof planPreviewSchema.TProps) {
  const { formContext, uiSchema } = props;
  const t = useText();
  const options = uiSchema['ui:options'];
  const clusterRef = textField(formContext, options?.clusterField ?? 'cluster');
  const version = textField(formContext, options?.versionField ?? 'version');
  return clusterRef && version ? (
    <PreviewOf {...props} clusterRef={clusterRef} version={version} />
  ) : (
    <WaitingField
      label={props.schema.title}
      text={t('scaffolder.versionFirst')}
    />
  );
}

function PreviewOf({
  clusterRef,
  version,
  formData,
  onChange,
}: typeof planPreviewSchema.TProps & { clusterRef: string; version: string }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad(`${clusterRef} ${version}`, signal =>
    planAndVerify(api, clusterRef, version, signal),
  );
  return (
    <LoadedField
      loaded={loaded}
      what={t('wizard.planWhat')}
      meanwhile={t('scaffolder.planning')}
    >
      {view => (
        <FormCard>
          <Flex direction="column" gap="2">
            <PlanInBrief view={view} />
            <NameToType
              name={nameToType(view)}
              value={formData}
              onChange={onChange}
            />
          </Flex>
        </FormCard>
      )}
    </LoadedField>
  );
}

/** The cluster's name, typed where parts can't be taken back. */
function NameToType({
  name,
  value = '',
  onChange,
}: {
  name: string | undefined;
  value?: string;
  onChange(value: string): void;
}) {
  const t = useText();
  return name === undefined ? null : (
    <TextField
      label={t('parts.dialog.typeName', { name })}
      description={t('scaffolder.typeNameHelp')}
      value={value}
      onChange={onChange}
      autoComplete="off"
    />
  );
}

function PlanInBrief({ view }: { view: PlanView }) {
  const t = useText();
  const { plan, verification, blockers } = view;
  const irreversible = irreversibleSteps(plan);
  return (
    <>
      <Text as="p" weight="bold">
        {t('scaffolder.effect', {
          from: plan.fromVersion,
          to: plan.toVersion,
          steps: plan.steps.length,
          changes: plan.changes.filter(({ action }) => action !== 'unchanged')
            .length,
        })}
      </Text>
      <Text as="p">
        {t('scaffolder.verified', {
          findings: findingsText(verification?.findings ?? []),
        })}
      </Text>
      {blockers.map(({ kind, findingId, reason, remedy }) => (
        <StatusLabel key={`${kind} ${findingId}`} glyph="failed" isPlain>
          {`${reason.text} ${remedy}`}
        </StatusLabel>
      ))}
      {irreversible.length > 0 && (
        <div>
          <StatusLabel glyph="warning">
            {t('wizard.plan.forwardOnly')}
          </StatusLabel>
          <ul>
            {irreversible.map(title => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** As the template's action does; making a plan changes nothing. */
async function planAndVerify(
  api: UpgradeApi,
  clusterRef: string,
  toVersion: string,
  signal: AbortSignal,
): Promise<PlanView> {
  const made = await api.createPlan(clusterRef, { toVersion }, { signal });
  return made.verification
    ? made
    : api.runChecks(made.id, undefined, { signal });
}

import { Button, Flex, Text } from '@backstage/ui';
import {
  ApplicationInfo,
  EffectiveThreshold,
  entityText,
  Threshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/dialog/ConfirmDialog';
import { DataTable } from '../parts/frame/DataTable';
import { useText } from '../parts/useText';
import { NeverTriggers } from '../threshold/NeverTriggers';
import { ThresholdFields } from '../threshold/ThresholdFields';
import { thresholdText } from '../threshold/thresholdText';
import styles from './wizard.module.css';

/** How many failures each application is allowed in this upgrade, and who said so. */
export function ThresholdsStep({
  thresholds,
  applications,
  changed,
  onChange,
}: {
  thresholds: readonly EffectiveThreshold[];
  /** For how many instances each has. */
  applications: readonly ApplicationInfo[];
  changed: Readonly<Record<string, Threshold>>;
  onChange(changed: Record<string, Threshold>): void;
}) {
  const t = useText();
  const [edited, setEdited] = useState<EffectiveThreshold>();
  if (thresholds.length === 0) {
    return <Text as="p">{t('wizard.thresholds.none')}</Text>;
  }
  const desiredOf = (id: string) =>
    applications.find(application => application.id === id)?.desired;
  const reset = (id: string) => {
    const { [id]: _, ...rest } = changed;
    onChange(rest);
  };
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('wizard.thresholds.intro')}</Text>
      <ThresholdTable
        thresholds={thresholds}
        desiredOf={desiredOf}
        changed={changed}
        onEdit={setEdited}
        onReset={reset}
      />
      {edited && (
        <EditDialog
          threshold={{ ...edited, ...changed[edited.applicationId] }}
          desired={desiredOf(edited.applicationId)}
          onSave={threshold =>
            onChange({ ...changed, [edited.applicationId]: threshold })
          }
          onClose={() => setEdited(undefined)}
        />
      )}
    </Flex>
  );
}

function ThresholdTable({
  thresholds,
  desiredOf,
  changed,
  onEdit,
  onReset,
}: {
  thresholds: readonly EffectiveThreshold[];
  desiredOf(applicationId: string): number | undefined;
  changed: Readonly<Record<string, Threshold>>;
  onEdit(threshold: EffectiveThreshold): void;
  onReset(applicationId: string): void;
}) {
  const t = useText();
  return (
    <DataTable
      caption={t('wizard.thresholds.caption')}
      isCaptionHidden
      rows={thresholds}
      rowKey={({ applicationId }) => applicationId}
      columns={[
        {
          id: 'application',
          title: t('wizard.thresholds.application'),
          isRowName: true,
          cell: ({ applicationId }) => applicationId,
        },
        {
          id: 'rule',
          title: t('wizard.thresholds.rule'),
          cell: threshold => (
            <Rule
              threshold={changed[threshold.applicationId] ?? threshold}
              applicationId={threshold.applicationId}
              desired={desiredOf(threshold.applicationId)}
            />
          ),
        },
        {
          id: 'source',
          title: t('wizard.thresholds.source'),
          cell: threshold => (
            <Source
              threshold={threshold}
              isChanged={threshold.applicationId in changed}
            />
          ),
        },
        {
          id: 'change',
          title: t('wizard.thresholds.changeColumn'),
          cell: threshold => (
            <RowButtons
              threshold={threshold}
              isChanged={threshold.applicationId in changed}
              onEdit={() => onEdit(threshold)}
              onReset={() => onReset(threshold.applicationId)}
            />
          ),
        },
      ]}
    />
  );
}

function Source({
  threshold: { source, sourceName },
  isChanged,
}: {
  threshold: EffectiveThreshold;
  isChanged: boolean;
}) {
  const t = useText();
  return (
    <>
      {isChanged
        ? t('threshold.source.upgrade')
        : t('threshold.sourceOf', {
            source: t(`threshold.source.${source}`),
            name: entityText(sourceName),
          })}
    </>
  );
}

function RowButtons({
  threshold: { applicationId: application, source },
  isChanged,
  onEdit,
  onReset,
}: {
  threshold: EffectiveThreshold;
  isChanged: boolean;
  onEdit(): void;
  onReset(): void;
}) {
  const t = useText();
  return (
    <div className={styles.row}>
      <Button
        variant="secondary"
        size="small"
        aria-label={t('wizard.thresholds.changeOf', { application })}
        onPress={onEdit}
      >
        {t('wizard.thresholds.change')}
      </Button>
      {isChanged && (
        <Button
          variant="tertiary"
          size="small"
          aria-label={t('wizard.thresholds.resetOf', {
            application,
            source: t(`threshold.source.${source}`),
          })}
          onPress={onReset}
        >
          {t('wizard.thresholds.reset', {
            source: t(`threshold.source.${source}`),
          })}
        </Button>
      )}
    </div>
  );
}

function Rule({
  threshold,
  applicationId,
  desired,
}: {
  threshold: Threshold;
  applicationId: string;
  desired: number | undefined;
}) {
  const t = useText();
  return (
    <div>
      {thresholdText(threshold, t)}
      <NeverTriggers
        threshold={threshold}
        applicationId={applicationId}
        desired={desired}
      />
    </div>
  );
}

function EditDialog({
  threshold,
  desired,
  onSave,
  onClose,
}: {
  threshold: EffectiveThreshold;
  desired: number | undefined;
  onSave(threshold: Threshold): void;
  onClose(): void;
}) {
  const t = useText();
  const { applicationId, maxFailures, unit, mustLastMs, action } = threshold;
  const current = { maxFailures, unit, mustLastMs, action };
  const [value, setValue] = useState<Threshold | undefined>(current);
  return (
    <ConfirmDialog
      title={t('wizard.thresholds.changeTitle', {
        application: applicationId,
      })}
      verb={t('threshold.save')}
      friction={{ reason: 'none' }}
      isIncomplete={!value}
      onConfirm={async () => value && onSave(value)}
      onClose={onClose}
    >
      <ThresholdFields
        initial={current}
        subjects={[{ applicationId, desired }]}
        onChange={setValue}
      />
    </ConfirmDialog>
  );
}

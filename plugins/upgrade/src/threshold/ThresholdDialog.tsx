import { Text } from '@backstage/ui';
import {
  Threshold,
  ThresholdView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/dialog/ConfirmDialog';
import { useText } from '../parts/useText';
import { ThresholdFields } from './ThresholdFields';
import { sourcesOf } from './thresholdInForce';
import { thresholdText } from './thresholdText';

/** Sets a threshold of the portal's own, or takes it back so that the inherited one holds. */
export function ThresholdDialog({
  view,
  isRemoval,
  onSave,
  onClose,
}: {
  view: ThresholdView;
  isRemoval: boolean;
  /** Without a threshold: take the stored one back. */
  onSave(threshold: Threshold | undefined): Promise<void>;
  onClose(): void;
}) {
  const t = useText();
  const current = sourcesOf(view)[0].threshold;
  const [value, setValue] = useState<Threshold | undefined>(current);
  const [inherited] = sourcesOf({ ...view, stored: undefined });
  return (
    <ConfirmDialog
      title={t(isRemoval ? 'threshold.remove' : 'threshold.dialogTitle')}
      verb={t(isRemoval ? 'threshold.remove' : 'threshold.save')}
      friction={{ reason: 'none' }}
      isIncomplete={!isRemoval && !value}
      onConfirm={() => onSave(isRemoval ? undefined : value)}
      onClose={onClose}
    >
      {isRemoval ? (
        <Text as="p">
          {t('threshold.preview', {
            rule: thresholdText(inherited.threshold, t),
          })}
        </Text>
      ) : (
        <ThresholdFields
          initial={current}
          subjects={view.workloads.map(({ applicationId, instances }) => ({
            applicationId,
            desired: instances?.desired,
          }))}
          onChange={setValue}
        />
      )}
    </ConfirmDialog>
  );
}

import { Text } from '@backstage/ui';
import {
  Threshold,
  ThresholdView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/dialog/ConfirmDialog';
import { useText } from '../parts/useText';
import { NeverTriggers } from './NeverTriggers';
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
  const [value, setValue] = useState(sourcesOf(view)[0].threshold);
  const [inherited] = sourcesOf({ ...view, stored: undefined });
  return (
    <ConfirmDialog
      title={t(isRemoval ? 'threshold.remove' : 'threshold.dialogTitle')}
      verb={t(isRemoval ? 'threshold.remove' : 'threshold.save')}
      friction={{ reason: 'none' }}
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
        <>
          <ThresholdFields threshold={value} onChange={setValue} />
          {view.workloads.map(({ applicationId, clusterRef, instances }) => (
            <NeverTriggers
              key={`${clusterRef} ${applicationId}`}
              threshold={value}
              applicationId={applicationId}
              desired={instances?.desired}
            />
          ))}
        </>
      )}
    </ConfirmDialog>
  );
}

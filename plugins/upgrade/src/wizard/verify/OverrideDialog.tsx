import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  Finding,
  findingTitle,
  PlanView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../../apis';
import { ConfirmDialog } from '../../parts/dialog/ConfirmDialog';
import { useText } from '../../parts/useText';
import { FindingFacts } from './FindingRow';

/** Accepts one finding, with a reason, for as long as the check sees the same. */
export function OverrideDialog({
  planId,
  finding,
  onView,
  onClose,
}: {
  planId: string;
  finding: Finding;
  onView(view: PlanView): void;
  onClose(): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  return (
    <ConfirmDialog
      title={t('wizard.verify.dialogTitle')}
      verb={t('wizard.verify.dialogVerb')}
      friction={{ reason: 'compulsory' }}
      onConfirm={async reason => {
        onView(
          await api.putOverride(planId, finding.id, { reason: reason ?? '' }),
        );
      }}
      onClose={onClose}
    >
      <Text as="p" weight="bold">
        {findingTitle(finding)}
      </Text>
      <FindingFacts finding={finding} />
      <Text as="p" color="secondary">
        {t('wizard.verify.dialogScope')}
      </Text>
    </ConfirmDialog>
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  irreversibleSteps,
  nameToType,
  PlanView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../../apis';
import { ConfirmDialog } from '../../parts/dialog/ConfirmDialog';
import { useText } from '../../parts/useText';
import styles from '../wizard.module.css';

/** The one confirmation, bound to the plan that was seen. */
export function StartDialog({
  view,
  cluster,
  onStarted,
  onClose,
}: {
  view: PlanView;
  cluster: string;
  onStarted(upgradeId: string): void;
  onClose(): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const { id, hash, plan, overrides } = view;
  const hasNoReturn = irreversibleSteps(plan).length > 0;
  return (
    <ConfirmDialog
      title={t('wizard.plan.dialogTitle')}
      verb={t('wizard.plan.dialogVerb', { cluster, version: plan.toVersion })}
      leave={t('wizard.plan.dialogKeep')}
      friction={{
        reason: 'none',
        typedName: nameToType(view),
      }}
      onConfirm={async () => {
        const started = await api.startUpgrade({
          planId: id,
          planHash: hash,
          // A plan is started once: a repeated click gives the same upgrade.
          idempotencyKey: `plan:${id}`,
        });
        onStarted(started.state.id);
      }}
      onClose={onClose}
    >
      <Text as="p">
        {t('wizard.plan.dialogEffect', {
          cluster,
          from: plan.fromVersion,
          to: plan.toVersion,
          steps: plan.steps.length,
          changes: plan.changes.filter(({ action }) => action !== 'unchanged')
            .length,
        })}
      </Text>
      {hasNoReturn && (
        <Text as="p" weight="bold">
          {t('wizard.plan.dialogNoReturn')}
        </Text>
      )}
      {overrides.length > 0 && (
        <Text as="p">
          {t('wizard.plan.dialogOverrides', { count: overrides.length })}
        </Text>
      )}
      <Text as="p" color="secondary" className={styles.hash}>
        {t('wizard.plan.dialogPlan', { hash })}
      </Text>
    </ConfirmDialog>
  );
}

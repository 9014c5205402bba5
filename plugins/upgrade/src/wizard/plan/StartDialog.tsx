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
import { OtherUpgradeLink } from '../StartNotice';
import styles from '../wizard.module.css';

/** The one confirmation, bound to the plan that was seen. */
export function StartDialog({
  view,
  cluster,
  onView,
  onStarted,
  onClose,
}: {
  view: PlanView;
  cluster: string;
  onView(view: PlanView): void;
  onStarted(upgradeId: string): void;
  onClose(): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const { id, hash, plan } = view;
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
        try {
          const started = await api.startUpgrade({
            planId: id,
            planHash: hash,
            // A plan is started once: a repeated click gives the same upgrade.
            idempotencyKey: `plan:${id}`,
          });
          onStarted(started.state.id);
        } catch (error) {
          // What came in the way meanwhile stands in the step, with the way to it.
          await api.getPlan(id).then(onView, () => undefined);
          throw error;
        }
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
      <Warnings view={view} />
      {view.blockers.map(({ kind, reason }) => (
        <OtherUpgradeLink key={kind} reason={reason} />
      ))}
      <Text as="p" color="secondary">
        {t('wizard.plan.dialogPlan')}{' '}
        <code className={styles.hash}>{hash}</code>
      </Text>
    </ConfirmDialog>
  );
}

function Warnings({ view: { plan, overrides } }: { view: PlanView }) {
  const t = useText();
  return (
    <>
      {irreversibleSteps(plan).length > 0 && (
        <Text as="p" weight="bold">
          {t('wizard.plan.dialogNoReturn')}
        </Text>
      )}
      {overrides.length > 0 && (
        <Text as="p">
          {t('wizard.plan.dialogOverrides', { count: overrides.length })}
        </Text>
      )}
    </>
  );
}

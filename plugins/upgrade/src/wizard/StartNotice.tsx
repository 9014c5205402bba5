import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { ClusterDetail, Message } from '@cluster-upgrade/plugin-upgrade-common';
import { MessageKey, useText } from '../parts/useText';
import { runRouteRef } from '../routes';

/** Says before the first choice what would keep the upgrade from being started at the end. */
export function StartNotice({
  detail: { actions },
}: {
  detail: ClusterDetail;
}) {
  const t = useText();
  const { plan, start } = actions;
  if (!plan.available) {
    return <Notice title={t('wizard.notice.noPlan')} reason={plan.reason} />;
  }
  return start.available ? null : (
    <Notice title={t(titleKey(start.reason))} reason={start.reason} />
  );
}

function titleKey({ code }: Message): MessageKey {
  switch (code) {
    case 'other-upgrade-active':
      return 'wizard.notice.busy';
    case 'permission-missing':
      return 'wizard.notice.noStart';
    default:
      return 'wizard.notice.notNow';
  }
}

function Notice({ title, reason }: { title: string; reason: Message }) {
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={title}
      description={reason.text}
      customActions={<OtherUpgradeLink reason={reason} />}
    />
  );
}

/** The way to the upgrade that stands in the way, for who may see it. */
export function OtherUpgradeLink({ reason }: { reason: Message }) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  const { upgradeId, by } = reason.params ?? {};
  if (typeof upgradeId !== 'string' || by === undefined) {
    return null;
  }
  return (
    <ButtonLink
      variant="secondary"
      size="small"
      href={runRoute?.({ upgradeId })}
    >
      {t('wizard.notice.open')}
    </ButtonLink>
  );
}

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { ClusterDetail, Message } from '@cluster-upgrade/plugin-upgrade-common';
import { GuardedButton } from '../parts/GuardedButton';
import { PersonLink } from '../parts/PersonLink';
import { useText } from '../parts/useText';
import { newUpgradeRouteRef } from '../routes';
import { NextMove } from './nextMove';

/** The way to the wizard; for those who may not plan, one line that says so and whom to ask. */
export function PlanButton({
  detail: { actions, overview },
  move,
}: {
  detail: ClusterDetail;
  move: Extract<NextMove, { kind: 'finish' | 'recommended' | 'choose' }>;
}) {
  const t = useText();
  const route = useRouteRef(newUpgradeRouteRef);
  const version = 'version' in move ? move.version : undefined;
  const label = version
    ? t(move.kind === 'finish' ? 'fleet.finish' : 'entity.next.planTo', {
        version,
      })
    : t('entity.next.plan');
  if (!actions.plan.available) {
    const { reason } = actions.plan;
    return (
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <GuardedButton unavailable={reason.text}>{label}</GuardedButton>
        <Refusal
          reason={reason}
          denied="entity.next.denied"
          ownerRef={overview.ownerRef}
        />
      </Flex>
    );
  }
  const href = route?.(parseEntityRef(overview.clusterRef));
  const query = version ? `?to=${encodeURIComponent(version)}` : '';
  const mayStart =
    actions.start.available ||
    actions.start.reason.code !== 'permission-missing';
  return (
    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <ButtonLink
        variant={mayStart ? 'primary' : 'secondary'}
        href={href && `${href}${query}`}
      >
        {label}
      </ButtonLink>
      {!actions.start.available && !mayStart && (
        <Refusal
          reason={actions.start.reason}
          denied="entity.next.planOnly"
          ownerRef={overview.ownerRef}
        />
      )}
    </Flex>
  );
}

/** Why not, and whom to ask where it is a permission. */
function Refusal({
  reason,
  denied,
  ownerRef,
}: {
  reason: Message;
  denied: 'entity.next.denied' | 'entity.next.planOnly';
  ownerRef: string | undefined;
}) {
  const t = useText();
  if (reason.code !== 'permission-missing') {
    return (
      <Text as="p" color="secondary">
        {reason.text}
      </Text>
    );
  }
  return (
    <Text as="p" color="secondary">
      {t(denied, { permission: reason.params?.permission ?? '' })}{' '}
      {ownerRef && (
        <>
          {t('entity.next.owner')} <PersonLink actor={ownerRef} />
        </>
      )}
    </Text>
  );
}

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
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
        {reason.code === 'permission-missing' ? (
          <Text as="p" color="secondary">
            {t('entity.next.denied', {
              permission: reason.params?.permission ?? '',
            })}{' '}
            {overview.ownerRef && (
              <>
                {t('entity.next.owner')}{' '}
                <PersonLink actor={overview.ownerRef} />
              </>
            )}
          </Text>
        ) : (
          <Text as="p" color="secondary">
            {reason.text}
          </Text>
        )}
      </Flex>
    );
  }
  const href = route?.(parseEntityRef(overview.clusterRef));
  const query = version ? `?to=${encodeURIComponent(version)}` : '';
  return (
    <div>
      <ButtonLink variant="primary" href={href && `${href}${query}`}>
        {label}
      </ButtonLink>
    </div>
  );
}

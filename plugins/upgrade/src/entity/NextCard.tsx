import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../parts/frame/Section';
import { GuardedButton } from '../parts/GuardedButton';
import { UnavailableReasons } from '../parts/UnavailableReasons';
import { Text as Translate, useText } from '../parts/useText';
import { newUpgradeRouteRef } from '../routes';
import { ReleaseTable } from './ReleaseTable';

/** Which versions could come next, and why the others can't. */
export function NextCard({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const { releases, overview, inventory } = detail;
  const recommended = releases.find(release => release.isRecommended);
  return (
    <Section title={t('entity.next.title')}>
      <Flex direction="column" gap="3">
        <Text as="p">{nextText()}</Text>
        {releases.length > 0 && (
          <>
            <PlanButton detail={detail} version={recommended?.version} />
            <ReleaseTable releases={releases} />
          </>
        )}
      </Flex>
    </Section>
  );

  function nextText(): string {
    if (recommended) {
      return t('entity.next.recommended', { version: recommended.version });
    }
    if (releases.length > 0) {
      return t('entity.next.noneRecommended');
    }
    return inventory
      ? t('entity.next.upToDate', { version: overview.version ?? '' })
      : t('entity.next.noneReadable');
  }
}

function PlanButton({
  detail,
  version,
}: {
  detail: ClusterDetail;
  version?: string;
}) {
  const t = useText();
  const route = useRouteRef(newUpgradeRouteRef);
  const reason = whyNotPlan(detail, t);
  const label = version
    ? t('entity.next.planTo', { version })
    : t('entity.next.plan');
  if (reason) {
    return (
      <Flex direction="column" gap="2">
        <div>
          <GuardedButton unavailable={reason}>{label}</GuardedButton>
        </div>
        <UnavailableReasons unavailable={[{ action: label, reason }]} />
      </Flex>
    );
  }
  const { kind, namespace, name } = parseEntityRef(detail.overview.clusterRef);
  const href = route?.({ kind, namespace, name });
  const query = version ? `?to=${encodeURIComponent(version)}` : '';
  return (
    <div>
      <ButtonLink variant="primary" href={href && `${href}${query}`}>
        {label}
      </ButtonLink>
    </div>
  );
}

function whyNotPlan(
  { actions: { plan }, releases }: ClusterDetail,
  t: Translate,
): string | undefined {
  if (!plan.available) {
    return plan.reason.text;
  }
  return releases.every(({ blockedBy }) => blockedBy.length > 0)
    ? t('entity.next.noneRecommended')
    : undefined;
}

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import { useClusterTab } from '../fleet/ClusterLink';
import { ClusterState } from '../fleet/ClusterState';
import { failedUpgrade } from '../fleet/clusterCondition';
import { FailureMemory } from '../fleet/FailureMemory';
import { useHint } from '../live/useHint';
import { useLoad } from '../live/useLoad';
import { Facts } from '../parts/frame/Facts';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { Section } from '../parts/frame/Section';
import { ServerClock } from '../parts/time/clock';
import { useServerText } from '../parts/serverText';
import { useText } from '../parts/useText';

const REFRESH_MS = 15_000;

/** On a cluster's overview: which version runs, how it stands, and the way to its upgrades. */
export function UpgradeCard() {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const clusterRef = stringifyEntityRef(useEntity().entity);
  const loaded = useLoad(
    clusterRef,
    signal => api.getCluster(clusterRef, { signal }),
    { everyMs: REFRESH_MS },
  );
  useHint(loaded.reload);
  const tab = useClusterTab(clusterRef);
  return (
    <Section
      title={t('entity.card.title')}
      aside={tab && <Link href={tab}>{t('entity.card.open')}</Link>}
    >
      <LoadFrame loaded={loaded} what={t('entity.what')}>
        {detail => (
          <ServerClock
            offsetMs={detail.serverTimeMs - (loaded.loadedAtMs ?? 0)}
          >
            <CardContent detail={detail} />
          </ServerClock>
        )}
      </LoadFrame>
    </Section>
  );
}

function CardContent({ detail: { overview } }: { detail: ClusterDetail }) {
  const t = useText();
  const serverText = useServerText();
  const failed = failedUpgrade(overview);
  const { connection, version, versions, nextAction, activeUpgrade } = overview;
  const isUnreachable = connection.status === 'unreachable' && !activeUpgrade;
  return (
    <Flex direction="column" gap="3">
      <Facts
        facts={[
          {
            name: t('entity.now.version'),
            value:
              version ??
              (versions.map(share => share.version).join(' + ') ||
                t('entity.now.versionUnknown')),
          },
          {
            name: t('fleet.state'),
            value: <ClusterState cluster={overview} />,
          },
          ...(isUnreachable
            ? []
            : [{ name: t('fleet.next'), value: nextAction.text }]),
        ]}
      />
      {isUnreachable && (
        <Text as="p">
          {t('entity.unreachableRemedy', {
            reason: serverText(connection.reason.text),
            remedy: connection.remedy,
          })}
        </Text>
      )}
      {failed && <FailureMemory upgrade={failed} />}
    </Flex>
  );
}

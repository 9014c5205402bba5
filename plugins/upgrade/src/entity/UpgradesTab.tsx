import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  MissingAnnotationEmptyState,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { Alert, Flex } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  ClusterDetail,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import { useHint } from '../live/useHint';
import { useLoad } from '../live/useLoad';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { ServerClock } from '../parts/time/clock';
import { useServerText } from '../parts/serverText';
import { useText } from '../parts/useText';
import { HistorySection } from './HistorySection';
import { NextCard } from './NextCard';
import { NowCard } from './NowCard';
import { RunningCard } from './RunningCard';

const REFRESH_MS = 10_000;

/** What runs on a cluster, what could come next, what runs now and what was. */
export function UpgradesTab() {
  const { entity } = useEntity();
  const needed = [ANNOTATION_PLATFORM, ANNOTATION_KUBERNETES_CLUSTER];
  const missing = needed.filter(
    annotation => !entity.metadata.annotations?.[annotation],
  );
  return missing.length > 0 ? (
    <MissingAnnotationEmptyState annotation={missing} />
  ) : (
    <ClusterUpgrades clusterRef={stringifyEntityRef(entity)} />
  );
}

/** The tab's content for one cluster. */
export function ClusterUpgrades({ clusterRef }: { clusterRef: string }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad(
    clusterRef,
    signal => api.getCluster(clusterRef, { signal }),
    { everyMs: REFRESH_MS },
  );
  useHint(loaded.reload);
  return (
    <LoadFrame loaded={loaded} what={t('entity.what')}>
      {detail => (
        <ServerClock offsetMs={detail.serverTimeMs - (loaded.loadedAtMs ?? 0)}>
          <ClusterCards detail={detail} />
        </ServerClock>
      )}
    </LoadFrame>
  );
}

function ClusterCards({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const serverText = useServerText();
  const { connection, activeUpgrade, clusterRef, lastUpgrade } =
    detail.overview;
  return (
    <Flex direction="column" gap="4">
      {connection.status === 'unreachable' && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('entity.unreachable')}
          description={t('entity.unreachableRemedy', {
            reason: serverText(connection.reason.text),
            remedy: connection.remedy,
          })}
        />
      )}
      {activeUpgrade && <RunningCard upgrade={activeUpgrade} />}
      <NowCard detail={detail} />
      <NextCard detail={detail} />
      <HistorySection
        clusterRef={clusterRef}
        // A new upgrade, or another outcome, is a reason to read the list again.
        version={`${activeUpgrade?.id}/${lastUpgrade?.id}/${lastUpgrade?.outcome}`}
      />
    </Flex>
  );
}

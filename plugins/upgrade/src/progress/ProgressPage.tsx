import { parseEntityRef } from '@backstage/catalog-model';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { useApi, useRouteRefParams } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import {
  memo,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { upgradeApiRef } from '../apis';
import { nextMove } from '../entity/nextMove';
import { UpgradeFeed } from '../live/feed';
import { FollowedUpgrade, useUpgrade } from '../live/useUpgrade';
import { useLoad } from '../live/useLoad';
import { LoadFailure, LoadSkeleton } from '../parts/frame/LoadFrame';
import { LiveAnnouncer } from '../parts/LiveAnnouncer';
import { ServerClock } from '../parts/time/clock';
import { useText } from '../parts/useText';
import { runRouteRef } from '../routes';
import { ClusterFacts, RunScreen } from './RunScreen';
import { useFocusAfterStart } from './useFocusAfterStart';

/** One upgrade, while it runs and afterwards. */
export function ProgressPage() {
  const { upgradeId } = useRouteRefParams(runRouteRef);
  const place = useFocusAfterStart();
  return (
    <LiveAnnouncer>
      <div ref={place} tabIndex={-1} style={{ outline: 'none' }}>
        <FollowedRun key={upgradeId} upgradeId={upgradeId} />
      </div>
    </LiveAnnouncer>
  );
}

function FollowedRun({ upgradeId }: { upgradeId: string }) {
  const t = useText();
  const followed = useCalm(useUpgrade(upgradeId));
  const { state, refusal, error, clockOffsetMs } = followed.feed;
  if (!state) {
    const failure = refusal ?? error;
    return failure ? (
      <Container>
        <LoadFailure
          error={failure}
          what={t('progress.what')}
          onRetry={followed.retryNow}
        />
      </Container>
    ) : (
      <Container>
        <LoadSkeleton what={t('progress.what')} />
      </Container>
    );
  }
  return (
    <ServerClock
      offsetMs={clockOffsetMs}
      stoppedAtMs={stoppedAtMs(followed.feed)}
    >
      <RunOfCluster followed={followed} clusterRef={state.clusterRef} />
    </ServerClock>
  );
}

/** What is not known any more does not grow older on the screen. */
function stoppedAtMs({ connection, frozenSinceMs }: UpgradeFeed) {
  return connection.status === 'stale' ? connection.sinceMs : frozenSinceMs;
}

/**
 * With thousands of nodes drawing what came takes a while: React does it in slices, between which the
 * page answers whoever uses it.
 */
function useCalm({
  feed,
  retryNow,
  setFrozen,
  loadEarlier,
}: FollowedUpgrade): FollowedUpgrade {
  const calmFeed = useDeferredValue(feed);
  return useMemo(
    () => ({ feed: calmFeed, retryNow, setFrozen, loadEarlier }),
    [calmFeed, retryNow, setFrozen, loadEarlier],
  );
}

/**
 * The cluster's title, pools and owners only add to the page: it doesn't wait for them, nor fail without
 * them. Reading them inspects the cluster, which must not hold up what the page does wait for.
 */
const RunOfCluster = memo(function RunOfClusterByRef({
  followed,
  clusterRef,
}: {
  followed: FollowedUpgrade;
  clusterRef: string;
}) {
  const api = useApi(upgradeApiRef);
  const { activePlan, status } = followed.feed.state!;
  const isDrawn = followed.feed.plans[activePlan] !== undefined;
  const hasBeenDrawn = useHasBeen(isDrawn);
  const { value, reload } = useLoad(
    `${clusterRef} ${hasBeenDrawn}`,
    async signal =>
      hasBeenDrawn ? api.getCluster(clusterRef, { signal }) : undefined,
  );
  useOnTurn(status === 'finished', reload);
  // The catalog knows the title long before the cluster is inspected.
  const { primaryTitle } = useEntityPresentation(clusterRef);
  const cluster = useMemo(
    () => factsOf(parseEntityRef(clusterRef).name, primaryTitle, value),
    [clusterRef, primaryTitle, value],
  );
  return <RunScreen followed={followed} cluster={cluster} />;
});

function factsOf(
  name: string,
  title: string,
  detail: ClusterDetail | undefined,
): ClusterFacts {
  const next = detail && nextMove(detail);
  return {
    names: {
      name,
      title: detail?.overview.title ?? title,
      ownerRef: detail?.overview.ownerRef,
    },
    nodes: detail?.inventory?.nodes,
    applications: detail?.inventory?.applications,
    finishVersion: next?.kind === 'finish' ? next.version : undefined,
  };
}

/** Calls when something becomes so, not where it was from the beginning. */
function useOnTurn(isSo: boolean, call: () => void): void {
  const wasSo = useRef(isSo);
  useEffect(() => {
    if (isSo && !wasSo.current) {
      call();
    }
    wasSo.current = isSo;
  }, [isSo, call]);
}

/** Stays true once it was: the way back has a plan of its own, which comes later. */
function useHasBeen(isSo: boolean): boolean {
  const [hasBeen, setHasBeen] = useState(isSo);
  useEffect(() => {
    setHasBeen(before => before || isSo);
  }, [isSo]);
  return hasBeen;
}

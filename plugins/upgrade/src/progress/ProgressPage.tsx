import { parseEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRefParams } from '@backstage/frontend-plugin-api';
import { upgradeApiRef } from '../apis';
import { FollowedUpgrade, useUpgrade } from '../live/useUpgrade';
import { useLoad } from '../live/useLoad';
import { LoadFailure, LoadSkeleton } from '../parts/frame/LoadFrame';
import { LiveAnnouncer } from '../parts/LiveAnnouncer';
import { ServerClock } from '../parts/time/clock';
import { useText } from '../parts/useText';
import { runRouteRef } from '../routes';
import { RunScreen } from './RunScreen';

/** One upgrade, while it runs and afterwards. */
export function ProgressPage() {
  const { upgradeId } = useRouteRefParams(runRouteRef);
  return (
    <LiveAnnouncer>
      <FollowedRun key={upgradeId} upgradeId={upgradeId} />
    </LiveAnnouncer>
  );
}

function FollowedRun({ upgradeId }: { upgradeId: string }) {
  const t = useText();
  const followed = useUpgrade(upgradeId);
  const { state, refusal, error, clockOffsetMs } = followed.feed;
  if (!state) {
    const failure = refusal ?? error;
    return failure ? (
      <LoadFailure
        error={failure}
        what={t('progress.what')}
        onRetry={followed.retryNow}
      />
    ) : (
      <LoadSkeleton what={t('progress.what')} />
    );
  }
  return (
    <ServerClock offsetMs={clockOffsetMs}>
      <RunWithPools followed={followed} clusterRef={state.clusterRef} />
    </ServerClock>
  );
}

/** Pools are only for grouping: the page doesn't wait for them, nor fail without them. */
function RunWithPools({
  followed,
  clusterRef,
}: {
  followed: FollowedUpgrade;
  clusterRef: string;
}) {
  const api = useApi(upgradeApiRef);
  const cluster = useLoad(clusterRef, signal =>
    api.getCluster(clusterRef, { signal }),
  );
  return (
    <RunScreen
      followed={followed}
      nodeInfos={cluster.value?.inventory?.nodes}
      cluster={parseEntityRef(clusterRef).name}
    />
  );
}

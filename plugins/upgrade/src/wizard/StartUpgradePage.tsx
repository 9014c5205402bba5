import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { LoadFrame, LoadSkeleton } from '../parts/frame/LoadFrame';
import { ServerClock } from '../parts/time/clock';
import { useText } from '../parts/useText';
import { STARTED } from '../progress/useFocusAfterStart';
import { newUpgradeRouteRef, runRouteRef } from '../routes';
import { WizardFrame } from './WizardFrame';
import { WizardSteps } from './WizardSteps';
import { fingerprint, reachableStep, WizardStep } from './draft';
import { StoredDraft, useDraft } from './useDraft';

/** Version, strategy, thresholds, verification, plan: and one confirmation at the end. */
export function StartUpgradePage() {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const clusterRef = stringifyEntityRef(useRouteRefParams(newUpgradeRouteRef));
  const draft = useDraft(clusterRef);
  const loaded = useLoad(clusterRef, signal =>
    api.getCluster(clusterRef, { signal }),
  );
  if (!draft.isReady) {
    return (
      <Container>
        <LoadSkeleton what={t('wizard.what')} />
      </Container>
    );
  }
  return (
    <Container>
      <LoadFrame loaded={loaded} what={t('wizard.what')}>
        {detail => (
          <ServerClock
            offsetMs={detail.serverTimeMs - (loaded.loadedAtMs ?? 0)}
          >
            <Wizard detail={detail} stored={draft} />
          </ServerClock>
        )}
      </LoadFrame>
    </Container>
  );
}

function Wizard({
  detail,
  stored,
}: {
  detail: ClusterDetail;
  stored: StoredDraft;
}) {
  const navigate = useNavigate();
  const runRoute = useRouteRef(runRouteRef);
  const [params, setParams] = useSearchParams();
  // The choices that the verification stands in the way of.
  const [blockedFor, setBlockedFor] = useState<string>();
  useOpenVersion(detail, stored, params.get('to'));
  const step = reachableStep(params.get('step'), stored.draft);
  const goTo = (next: WizardStep) =>
    setParams(before => {
      const changed = new URLSearchParams(before);
      changed.delete('to');
      changed.set('step', next);
      return changed;
    });
  return (
    <WizardFrame
      detail={detail}
      stored={stored}
      step={step}
      blocked={blockedFor === fingerprint(stored.draft) ? 'verify' : undefined}
      onStep={goTo}
      onDiscard={() => {
        stored.discard();
        setBlockedFor(undefined);
        // As when one comes from the cluster's tab.
        const to = detail.overview.recommendedVersion;
        setParams(to ? { to } : {});
      }}
    >
      <WizardSteps
        detail={detail}
        stored={stored}
        step={step}
        onStep={goTo}
        onBlocked={setBlockedFor}
        wanted={params.get('to') ?? undefined}
        onStarted={upgradeId => {
          stored.discard();
          const path = runRoute?.({ upgradeId });
          if (path) {
            // The plan is spent: who goes back has no use for its step.
            navigate(path, { replace: true, state: STARTED });
          }
        }}
      />
    </WizardFrame>
  );
}

/**
 * A link can name the version; it never overrules what was chosen since. A version that can't be chosen
 * any more, because the cluster went on since the draft was saved, is dropped.
 */
function useOpenVersion(
  { releases, inventory }: ClusterDetail,
  { draft, change }: StoredDraft,
  wanted: string | null,
): void {
  const isOpen = (version: string | null) =>
    releases.some(
      release => release.version === version && release.blockedBy.length === 0,
    );
  const { toVersion } = draft;
  const isLost =
    toVersion !== undefined && inventory !== undefined && !isOpen(toVersion);
  const isWanted = toVersion === undefined && isOpen(wanted);
  useEffect(() => {
    if (isLost) {
      change({ toVersion: undefined });
    } else if (wanted && isWanted) {
      change({ toVersion: wanted });
    }
  }, [wanted, isWanted, isLost, change]);
}

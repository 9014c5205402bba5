import { useApi } from '@backstage/frontend-plugin-api';
import {
  ClusterDetail,
  PlanView,
  UpgradeApi,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useEffect, useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { useLoad } from '../../live/useLoad';
import { LoadFrame } from '../../parts/frame/LoadFrame';
import { useText } from '../../parts/useText';
import {
  Draft,
  fingerprint,
  plannedId,
  planRequest,
  WizardStep,
} from '../draft';
import { isBlockedByVerification } from './Blockers';
import { PlanStep } from './PlanStep';
import { StoredDraft } from '../useDraft';
import { VerifyStep } from '../verify/VerifyStep';

/** The two steps that need a plan. It is made when the choices are new, and read again otherwise. */
export function PlannedSteps({
  detail,
  stored: { draft, change },
  step,
  onStarted,
  onStep,
  onBlocked,
}: {
  detail: ClusterDetail;
  stored: StoredDraft;
  step: 'verify' | 'plan';
  onStarted(upgradeId: string): void;
  onStep(step: WizardStep): void;
  /** Told for which choices the verification stands in the way; of none where it doesn't. */
  onBlocked(choices: string | undefined): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [round, setRound] = useState(0);
  const [finding, setFinding] = useState<string>();
  const { clusterRef } = detail.overview;
  const choices = fingerprint(draft);
  const loaded = useLoad(`${clusterRef} ${choices} ${round}`, async signal => {
    const view = await readOrMakePlan(api, clusterRef, draft, signal);
    if (!signal.aborted && view.id !== plannedId(draft)) {
      change({ planId: view.id, plannedFor: fingerprint(draft) });
    }
    return view;
  });
  const isBlocking = loaded.value && isBlockedByVerification(loaded.value);
  useEffect(() => {
    if (isBlocking !== undefined) {
      onBlocked(isBlocking ? choices : undefined);
    }
  }, [isBlocking, choices, onBlocked]);
  return (
    <LoadFrame loaded={loaded} what={t('wizard.planWhat')}>
      {view =>
        step === 'verify' ? (
          <VerifyStep view={view} shown={finding} onView={loaded.replace} />
        ) : (
          <PlanStep
            view={view}
            detail={detail}
            onView={loaded.replace}
            onStarted={onStarted}
            onFinding={findingId => {
              setFinding(findingId);
              onStep('verify');
            }}
            onRebuild={() => {
              change({ planId: undefined, plannedFor: undefined });
              setRound(n => n + 1);
            }}
          />
        )
      }
    </LoadFrame>
  );
}

async function readOrMakePlan(
  api: UpgradeApi,
  clusterRef: string,
  draft: Draft,
  signal: AbortSignal,
): Promise<PlanView> {
  const known = plannedId(draft);
  if (known) {
    try {
      return await api.getPlan(known, {}, { signal });
    } catch (error) {
      // Plans are kept for some time only; the choices are still there.
      if ((error as { statusCode?: number }).statusCode !== 404) {
        throw error;
      }
    }
  }
  return api.createPlan(clusterRef, planRequest(draft), { signal });
}

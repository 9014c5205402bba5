import { useApi } from '@backstage/frontend-plugin-api';
import { UpgradeState, whoText } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { serverMessage } from '../../parts/frame/LoadFrame';
import { GuardedButton } from '../../parts/GuardedButton';
import { useServerNow } from '../../parts/time/clock';
import { momentText } from '../../parts/time/formats';
import { useLocale } from '../../parts/time/useLocale';
import { useText } from '../../parts/useText';
import { reasonAgainst, RunActions } from '../actions/runActions';
import styles from './panels.module.css';

/** Applications that nothing guards now, above everything else, each with the way to guard it again. */
export function ThresholdOffBanner({
  state,
  actions,
}: {
  state: UpgradeState;
  actions: RunActions;
}) {
  const nowMs = useServerNow();
  const off = Object.entries(state.silenced).filter(
    ([, { untilMs }]) => untilMs > nowMs,
  );
  const isActing =
    state.status !== 'finished' && state.activePlan === 'upgrade';
  return isActing ? (
    <>
      {off.map(([applicationId]) => (
        <ThresholdOff
          key={applicationId}
          applicationId={applicationId}
          state={state}
          actions={actions}
        />
      ))}
    </>
  ) : null;
}

function ThresholdOff({
  applicationId,
  state,
  actions,
}: {
  applicationId: string;
  state: UpgradeState;
  actions: RunActions;
}) {
  const t = useText();
  const locale = useLocale();
  const nowMs = useServerNow();
  const { switchOn, error } = useSwitchOn(state, applicationId);
  const { by, reason, untilMs } = state.silenced[applicationId];
  return (
    <div className={styles.banner} role="note">
      <strong>
        {t('progress.actions.thresholdOff', {
          application: applicationId,
          time: momentText(untilMs, nowMs, locale),
          who: whoText(by),
          reason,
        })}
      </strong>
      <GuardedButton
        variant="secondary"
        size="small"
        aria-label={t('progress.actions.thresholdOnOf', {
          application: applicationId,
        })}
        unavailable={reasonAgainst(actions, 'silence')}
        onPress={switchOn}
      >
        {t('progress.actions.thresholdOn')}
      </GuardedButton>
      {error && <span role="alert">{error}</span>}
    </div>
  );
}

/** No dialog: it only makes the upgrade safer. */
function useSwitchOn({ id, seq }: UpgradeState, applicationId: string) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [error, setError] = useState<string>();
  const switchOn = async () => {
    try {
      await api.silenceThreshold(id, {
        applicationId,
        forMs: 0,
        reason: t('progress.actions.thresholdOnReason'),
        expectedSeq: seq,
      });
      setError(undefined);
    } catch (caught) {
      setError(
        t('progress.actions.failed', {
          reason: serverMessage(caught as Error),
        }),
      );
    }
  };
  return { switchOn, error };
}

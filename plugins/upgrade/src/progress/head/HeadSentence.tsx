import { Button } from '@backstage/ui';
import {
  PlanOutline,
  UpgradeState,
  upgradeSituation,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useMemo } from 'react';
import { FollowedUpgrade } from '../../live/useUpgrade';
import { useServerNow } from '../../parts/time/clock';
import { momentText } from '../../parts/time/formats';
import { useServerText } from '../../parts/serverText';
import { useLocale } from '../../parts/time/useLocale';
import { useText } from '../../parts/useText';
import { ActionContext } from '../actions/ActionBar';
import { waitViews } from '../model/waitViews';
import styles from './head.module.css';

/** What matters now in two lines; in front of it, whatever makes it less than the present state. */
export function HeadSentence({
  followed: { feed, retryNow, setFrozen },
  context: { state, plan, cluster },
}: {
  followed: FollowedUpgrade;
  context: ActionContext;
}) {
  const t = useText();
  const situation = useServerText()(useSituation(state, plan, cluster.title));
  const notice = useNotice(feed);
  const requested =
    state.control &&
    t('progress.requested', {
      who: whoText(state.control.by),
      action: t(`progress.actions.${state.control.action}`),
    });
  const isStale = feed.connection.status === 'stale';
  return (
    <div className={styles.sentenceRow}>
      <p
        className={styles.sentence}
        data-over={state.status === 'finished' || undefined}
        title={situation}
      >
        {notice && <strong role="status">{`${notice} `}</strong>}
        {requested && <em>{`${requested} `}</em>}
        <span data-testid="upgrade-sentence">{situation}</span>
      </p>
      {isStale && (
        <Button variant="secondary" size="small" onPress={retryNow}>
          {t('parts.freshness.retry')}
        </Button>
      )}
      {feed.isFrozen && (
        <Button
          variant="secondary"
          size="small"
          onPress={() => setFrozen(false)}
        >
          {feed.heldBack > 0
            ? t('progress.unfreeze', { count: feed.heldBack })
            : t('progress.unfreezeNone')}
        </Button>
      )}
    </div>
  );
}

/** Says that what is on the screen may be old, and since when. */
function useNotice(feed: FollowedUpgrade['feed']): string | undefined {
  const t = useText();
  const locale = useLocale();
  const nowMs = useServerNow();
  if (feed.connection.status === 'stale') {
    return t('parts.freshness.staleBanner', {
      time: momentText(feed.connection.sinceMs, nowMs, locale),
    });
  }
  return feed.frozenSinceMs === undefined
    ? undefined
    : t('progress.frozenNotice', {
        time: momentText(feed.frozenSinceMs, nowMs, locale),
      });
}

/** Only a wait makes the sentence change while nothing happens: it says for how long. */
function useSituation(
  state: UpgradeState,
  plan: PlanOutline | undefined,
  cluster: string,
): string {
  const nowMs = useServerNow();
  const isWaiting = plan !== undefined && waitViews(plan, state).length > 0;
  const atMs = isWaiting ? nowMs : 0;
  return useMemo(
    () => upgradeSituation(state, plan, atMs, cluster),
    [state, plan, atMs, cluster],
  );
}

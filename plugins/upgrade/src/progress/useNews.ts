import {
  PlanKind,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useEffect, useRef } from 'react';
import { Connection } from '../live/connection';
import { useAnnouncer } from '../parts/LiveAnnouncer';
import { wordOfUpgrade } from '../parts/status/statusKinds';
import { Text, useText } from '../parts/useText';
import { needs } from './model/needs';
import { blockedNews, isUrgent, News, newsBetween } from './model/news';

const LOST_AFTER_MS = 60_000;

/** Tells screen readers what changed, and nothing that was so when the page opened. */
export function useNews(
  state: UpgradeState,
  plans: Partial<Record<PlanKind, PlanOutline>>,
  connection: Connection,
  calledMs: number,
): void {
  const t = useText();
  const announcer = useAnnouncer();
  const before = useRef<UpgradeState>();

  useEffect(() => {
    const last = before.current;
    before.current = state;
    if (!last || last.seq >= state.seq) {
      return;
    }
    for (const news of newsBetween(last, state, plans[state.activePlan])) {
      const text = newsText(news, state, t);
      if (isUrgent(news)) {
        announcer.urgently(text);
      } else {
        announcer.politely(text);
      }
    }
  }, [state, plans, announcer, t]);

  const plan = plans[state.activePlan];
  const blocked = needs(plan, state, calledMs).length;
  const blockedBefore = useRef(blocked);
  useEffect(() => {
    for (const news of blockedNews(blockedBefore.current, blocked)) {
      announcer.politely(
        t(`progress.news.${news.kind}`, { count: news.count }),
      );
    }
    blockedBefore.current = blocked;
  }, [blocked, announcer, t]);

  const isStale = connection.status === 'stale';
  useEffect(() => {
    if (!isStale) {
      return undefined;
    }
    const timer = setTimeout(
      () => announcer.urgently(t('progress.news.lost')),
      LOST_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [isStale, announcer, t]);
}

function newsText(news: News, state: UpgradeState, t: Text): string {
  switch (news.kind) {
    case 'finished':
      return t('progress.news.finished', { outcome: t(wordOfUpgrade(state)) });
    case 'breach':
      return t('progress.news.breach', { application: news.applicationId });
    case 'phase-done':
      return t('progress.news.phase-done', { title: news.title });
    case 'share-done':
      return t('progress.news.share-done', { percent: news.percent });
    default:
      return t(`progress.news.${news.kind}`);
  }
}

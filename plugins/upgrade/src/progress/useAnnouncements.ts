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
import {
  blockedAnnouncements,
  isUrgent,
  Announcement,
  announcementsBetween,
} from './model/announcements';

const LOST_AFTER_MS = 60_000;

/** Tells screen readers what changed, and nothing that was so when the page opened. */
export function useAnnouncements(
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
    for (const announcement of announcementsBetween(
      last,
      state,
      plans[state.activePlan],
    )) {
      const text = announcementText(announcement, state, t);
      if (isUrgent(announcement)) {
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
    for (const announcement of blockedAnnouncements(
      blockedBefore.current,
      blocked,
    )) {
      announcer.politely(
        t(`progress.announcements.${announcement.kind}`, {
          count: announcement.count,
        }),
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
      () => announcer.urgently(t('progress.announcements.lost')),
      LOST_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [isStale, announcer, t]);
}

function announcementText(
  announcement: Announcement,
  state: UpgradeState,
  t: Text,
): string {
  switch (announcement.kind) {
    case 'finished':
      return t('progress.announcements.finished', {
        outcome: t(wordOfUpgrade(state)),
      });
    case 'breach':
      return t('progress.announcements.breach', {
        application: announcement.applicationId,
      });
    case 'phase-done':
      return t('progress.announcements.phase-done', {
        title: announcement.title,
      });
    case 'share-done':
      return t('progress.announcements.share-done', {
        percent: announcement.percent,
      });
    default:
      return t(`progress.announcements.${announcement.kind}`);
  }
}

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  ApplicationInfo,
  NodeInfo,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { UpgradeFeed } from '../live/feed';
import { FollowedUpgrade } from '../live/useUpgrade';
import contrast from '../parts/contrast.module.css';
import { serverMessage } from '../parts/frame/LoadFrame';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { useServerNow } from '../parts/time/clock';
import { useText } from '../parts/useText';
import { ActionContext, ClusterNames } from './actions/ActionBar';
import { RunActions } from './actions/runActions';
import { HealthPanel } from './health/HealthPanel';
import { RunHead } from './head/RunHead';
import { EventLog } from './log/EventLog';
import { NoteForm } from './log/NoteForm';
import { actionsNow } from './model/actions';
import { needs } from './model/needs';
import { lanesAtOnce, withTurns } from './model/remainingTime';
import { runView } from './model/runView';
import { componentViews, TargetView, targetViews } from './model/targetViews';
import { callMoment, waitViews } from './model/waitViews';
import { BoardTabs } from './panels/BoardTabs';
import { Finish, NeedsPanel } from './panels/NeedsPanel';
import { ThresholdOffBanner } from './panels/ThresholdOffBanner';
import { TurnBanner } from './panels/TurnBanner';
import { WayBackPanel } from './panels/WayBackPanel';
import styles from './progress.module.css';
import { useAnnouncements } from './useAnnouncements';
import { newUpgradeRouteRef } from '../routes';
import { useTabTitle } from '../parts/useTabTitle';

const NONE: readonly TargetView[] = [];
const NO_APPLICATIONS: readonly ApplicationInfo[] = [];

/** What the cluster's inspection adds to the page, once it is there. */
export interface ClusterFacts {
  names: ClusterNames;
  nodes?: readonly NodeInfo[];
  applications?: readonly ApplicationInfo[];
  /** What an upgrade that stopped part-way can be taken on to. */
  finishVersion?: string;
}

/** The page of an upgrade once something is known of it. */
export function RunScreen({
  followed,
  cluster,
}: {
  followed: FollowedUpgrade;
  cluster: ClusterFacts;
}) {
  const { feed } = followed;
  const context = useContextOf(feed, cluster);
  const { state, plan, plans, targets, calledMs } = context;
  const applications = cluster.applications ?? NO_APPLICATIONS;
  useAnnouncements(state, plans, feed.connection, calledMs);
  useTabTitle(useTitleText(context));
  const actions = useRunActions(feed);
  const finish = useFinish(state, cluster.finishVersion);
  // Giving back touches little: how far each component came is still what people look for.
  const board = plan?.kind === 'rollback' ? plan : plans.upgrade;
  const components = useMemo(
    () => (board ? componentViews(board, state, calledMs) : NONE),
    [board, state, calledMs],
  );
  return (
    <div
      className={`${styles.page} ${contrast.onCard}`}
      data-stopped={actions.frozenBy !== undefined || undefined}
      data-over={state.status === 'finished' || undefined}
    >
      <SkipLinks />
      <RunHead followed={followed} context={context} actions={actions} />
      <RevokedNote feed={feed} />
      <ThresholdOffBanner state={state} actions={actions} />
      <TurnBanner context={context} applications={applications} />
      <div className={styles.body}>
        <div className={styles.needs}>
          <NeedsPanel
            state={state}
            needs={needs(plan, state, calledMs)}
            applications={applications}
            finish={finish}
          />
        </div>
        <div className={`${styles.column} ${styles.main}`}>
          <BoardTabs
            context={context}
            actions={actions}
            components={components}
          />
          <RunEvents followed={followed} context={context} actions={actions} />
        </div>
        <div className={`${styles.column} ${styles.side}`}>
          <WayBackPanel plan={plans.upgrade} state={state} targets={targets} />
          <HealthPanel
            context={context}
            actions={actions}
            events={feed.events}
          />
        </div>
      </div>
    </div>
  );
}

/** What happened, and the note that a person can add to it. */
function RunEvents({
  followed,
  context: { state, plans },
  actions,
}: {
  followed: FollowedUpgrade;
  context: ActionContext;
  actions: RunActions;
}) {
  const { feed } = followed;
  const linkedSeq = Number(useSearchParams()[0].get('line')) || undefined;
  return (
    <EventLog
      events={feed.events}
      plans={plans}
      hasEarlier={feed.hasEarlierEvents}
      onLoadEarlier={followed.loadEarlier}
      linkedSeq={linkedSeq}
      freeze={feed.connection.status === 'ended' ? undefined : followed}
    >
      <NoteForm upgradeId={state.id} availability={actions.byAction.note} />
    </EventLog>
  );
}

/** As the cluster's tab offers it; nothing of an upgrade that another one has followed. */
function useFinish(
  { clusterRef, toVersion }: UpgradeState,
  finishVersion: string | undefined,
): Finish | undefined {
  const planRoute = useRouteRef(newUpgradeRouteRef);
  if (finishVersion !== toVersion) {
    return undefined;
  }
  const plan = planRoute?.(parseEntityRef(clusterRef));
  return {
    version: toVersion,
    href: plan && `${plan}?to=${encodeURIComponent(toVersion)}`,
  };
}

function useContextOf(
  feed: UpgradeFeed,
  { names, nodes }: ClusterFacts,
): ActionContext {
  const state = feed.state!;
  const plan = feed.plans[state.activePlan];
  const nowMs = useServerNow();
  const calledMs = plan ? callMoment(waitViews(plan, state), nowMs) : 0;
  const targets = useMemo(() => {
    const views = targetViews(feed.plans, state, calledMs, nodes);
    return state.status === 'running' && plan
      ? withTurns(views, lanesAtOnce(plan))
      : views;
  }, [feed.plans, plan, state, calledMs, nodes]);
  return { state, plan, plans: feed.plans, targets, cluster: names, calledMs };
}

/** What the page shows may not be so any more: then nothing is done from it. */
function useRunActions(feed: UpgradeFeed): RunActions {
  const t = useText();
  const isStale = feed.connection.status === 'stale';
  const frozenBy =
    (feed.refusal && serverMessage(feed.refusal)) ??
    (isStale ? t('progress.staleActions') : undefined) ??
    (feed.isFrozen ? t('progress.frozenActions') : undefined);
  return { byAction: actionsNow(feed.state!, feed.view), frozenBy };
}

function SkipLinks() {
  const t = useText();
  return (
    <div className={styles.skips}>
      <SkipLink to="upgrade-board">{t('progress.skipToNodes')}</SkipLink>
      <SkipLink to="upgrade-events">{t('progress.skipToEvents')}</SkipLink>
    </div>
  );
}

function SkipLink({ to, children }: { to: string; children: string }) {
  return (
    <a
      className={styles.skip}
      href={`#${to}`}
      onClick={() => document.getElementById(to)?.focus()}
    >
      {children}
    </a>
  );
}

/** Rights can be taken away while the page is open: it stays, read-only, and says so. */
function RevokedNote({ feed }: { feed: UpgradeFeed }) {
  const t = useText();
  return feed.refusal ? (
    <div className={styles.wide}>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('progress.revoked')}
        description={serverMessage(feed.refusal)}
      />
    </div>
  ) : null;
}

/** Glyphs that are worth leaving another tab for. */
const MARKS: Partial<Record<string, string>> = {
  'needs-you': ' ◆',
  failed: ' ✕',
  'rolling-back': ' ↩',
};

function useTitleText({ state, plan, cluster, calledMs }: ActionContext) {
  const t = useText();
  const names = {
    cluster: cluster.name,
    from: state.fromVersion,
    to: titleTarget(state),
  };
  return state.status === 'finished'
    ? t('progress.tabTitleOver', { ...names, outcome: t(wordOfUpgrade(state)) })
    : t('progress.tabTitle', {
        ...names,
        percent: plan
          ? Math.floor(runView(plan, state, calledMs).donePercent)
          : 0,
        mark: MARKS[glyphOfUpgrade(state)] ?? '',
      });
}

function titleTarget({
  status,
  activePlan,
  fromVersion,
  toVersion,
}: UpgradeState) {
  return status !== 'finished' && activePlan === 'rollback'
    ? fromVersion
    : toVersion;
}

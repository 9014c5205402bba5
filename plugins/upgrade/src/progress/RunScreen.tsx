import { Alert } from '@backstage/ui';
import { NodeInfo, UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { UpgradeFeed } from '../live/feed';
import { FollowedUpgrade } from '../live/useUpgrade';
import contrast from '../parts/contrast.module.css';
import { serverMessage } from '../parts/frame/LoadFrame';
import { glyphOfUpgrade } from '../parts/status/statusKinds';
import { useText } from '../parts/useText';
import { ActionBar, ActionContext } from './actions/ActionBar';
import { BoardTabs } from './BoardTabs';
import { HealthPanel } from './health/HealthPanel';
import { EventLog } from './log/EventLog';
import { NoteForm } from './log/NoteForm';
import { actionsNow } from './model/actions';
import { nodeShares } from './model/effects';
import { componentViews, NodeView, nodeViews } from './model/nodeViews';
import { PhaseRail } from './PhaseRail';
import { RunHeader } from './RunHeader';
import { StaleBanner, StatusBanner } from './StatusBanner';
import { useNews } from './useNews';
import { useTabTitle } from './useTabTitle';
import { WaitingPanel } from './WaitingPanel';
import styles from './progress.module.css';

const NO_NODES: readonly NodeView[] = [];

/** The page of an upgrade once something is known of it. */
export function RunScreen({
  followed,
  nodeInfos,
  cluster,
}: {
  followed: FollowedUpgrade;
  nodeInfos: readonly NodeInfo[] | undefined;
  cluster: string;
}) {
  const { feed } = followed;
  const state = feed.state!;
  const plan = feed.plans[state.activePlan];
  // Giving back touches little: how far each node came is still what people look for.
  const board = state.activePlan === 'cleanup' ? feed.plans.upgrade : plan;
  const nodes = useMemo(
    () => (board ? nodeViews(board, state, nodeInfos) : NO_NODES),
    [board, state, nodeInfos],
  );
  const components = useMemo(
    () => (board ? componentViews(board, state) : NO_NODES),
    [board, state],
  );
  const linkedSeq = Number(useSearchParams()[0].get('line')) || undefined;
  useNews(state, feed.plans, feed.connection);
  useTabTitle(useTitleText(state, nodes, cluster));
  const actions = actionsNow(state, feed.view);

  return (
    <div className={`${styles.page} ${contrast.onCard}`}>
      <RunHead
        followed={followed}
        context={{ state, plan, nodes, cluster }}
        actions={actions}
      />
      <div className={styles.column}>
        <PhaseRail plans={feed.plans} state={state} />
      </div>
      <div className={styles.column}>
        <WaitingPanel plan={plan} state={state} />
        <BoardTabs
          plan={board}
          changes={feed.plans.upgrade?.changes ?? []}
          state={state}
          nodes={nodes}
          components={components}
        />
      </div>
      <div className={styles.column}>
        <HealthPanel state={state} events={feed.events} />
      </div>
      <div className={`${styles.column} ${styles.wide}`}>
        <EventLog
          events={feed.events}
          plans={feed.plans}
          hasEarlier={feed.hasEarlierEvents}
          onLoadEarlier={followed.loadEarlier}
          linkedSeq={linkedSeq}
        />
        <NoteForm upgradeId={state.id} availability={actions.note} />
      </div>
    </div>
  );
}

/** Which upgrade, how it is, and what can be done about it. */
function RunHead({
  followed,
  context,
  actions,
}: {
  followed: FollowedUpgrade;
  context: ActionContext;
  actions: ReturnType<typeof actionsNow>;
}) {
  const t = useText();
  const { feed } = followed;
  const { state, plan, nodes, cluster } = context;
  return (
    <div className={`${styles.column} ${styles.wide}`}>
      <a className={styles.skip} href="#upgrade-board">
        {t('progress.skipToNodes')}
      </a>
      <a className={styles.skip} href="#upgrade-events">
        {t('progress.skipToEvents')}
      </a>
      <RunHeader followed={followed} state={state} cluster={cluster} />
      <RevokedNote feed={feed} />
      <StaleBanner connection={feed.connection} onRetry={followed.retryNow} />
      <StatusBanner state={state} plan={plan} nodes={nodes} />
      <ActionBar
        context={context}
        actions={actions}
        frozenBy={feed.refusal && serverMessage(feed.refusal)}
      />
    </div>
  );
}

/** Rights can be taken away while the page is open: it stays, read-only, and says so. */
function RevokedNote({ feed }: { feed: UpgradeFeed }) {
  const t = useText();
  return feed.refusal ? (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('progress.revoked')}
      description={serverMessage(feed.refusal)}
    />
  ) : null;
}

/** Glyphs that are worth leaving another tab for. */
const MARKS: Partial<Record<string, string>> = {
  'needs-you': ' ◆',
  failed: ' ✕',
  done: ' ✓',
};

function useTitleText(
  state: UpgradeState,
  nodes: readonly NodeView[],
  cluster: string,
): string {
  const t = useText();
  return t('progress.tabTitle', {
    done: nodeShares(nodes).done,
    total: nodes.length,
    mark: MARKS[glyphOfUpgrade(state)] ?? '',
    cluster,
  });
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { FollowedUpgrade } from '../../live/useUpgrade';
import { FreshnessChip } from '../../parts/FreshnessChip';
import { PersonLink } from '../../parts/PersonLink';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../../parts/status/statusKinds';
import { TimeStamp } from '../../parts/time/TimeStamp';
import { useText } from '../../parts/useText';
import { reportRouteRef } from '../../routes';
import { ActionBar, ActionContext } from '../actions/ActionBar';
import { ActionNote } from '../actions/ActionNote';
import { RunActions } from '../actions/runActions';
import { isWaitingForPeople } from '../model/needs';
import { HeadProgress } from './HeadProgress';
import { HeadSentence } from './HeadSentence';
import styles from './head.module.css';

/**
 * What stays in view: which upgrade this is, how far it is, what matters now, and what can be done. It
 * keeps its height whatever it says, so that nothing moves under the pointer.
 */
export function RunHead({
  followed,
  context,
  actions,
}: {
  followed: FollowedUpgrade;
  context: ActionContext;
  actions: RunActions;
}) {
  const { feed } = followed;
  return (
    <header className={styles.head}>
      <div className={styles.titleRow}>
        <RunTitle context={context} />
        <FreshnessChip
          connection={feed.connection}
          frozenSinceMs={feed.frozenSinceMs}
        />
        <div className={styles.buttons}>
          <ActionBar context={context} actions={actions} />
          <ReportLink upgradeId={context.state.id} />
        </div>
      </div>
      <div className={styles.progressRow}>
        <HeadProgress context={context} />
        <StateChip context={context} />
      </div>
      <HeadSentence followed={followed} context={context} />
      <ActionNote
        actions={actions}
        state={context.state}
        ownerRef={context.cluster.ownerRef}
      />
    </header>
  );
}

function RunTitle({ context: { state, cluster } }: { context: ActionContext }) {
  const t = useText();
  return (
    <div className={styles.titleBox}>
      <h2 className={styles.title}>
        {cluster.title}{' '}
        <span className={styles.versions}>
          {t(state.rollback ? 'progress.versionsBack' : 'progress.versions', {
            from: state.fromVersion,
            to: state.toVersion,
          })}
        </span>
      </h2>
      <span className={styles.dim}>
        <PersonLink actor={state.clusterRef} />
        {' · '}
        <PersonLink actor={state.requestedBy} />
        {' · '}
        <TimeStamp atMs={state.requestedAtMs} />
      </span>
    </div>
  );
}

function ReportLink({ upgradeId }: { upgradeId: string }) {
  const t = useText();
  const reportRoute = useRouteRef(reportRouteRef);
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      href={reportRoute?.({ upgradeId })}
    >
      {t('progress.report')}
    </ButtonLink>
  );
}

/** The state in a word; where somebody is waited for, that. */
function StateChip({
  context: { state, plan, calledMs },
}: {
  context: ActionContext;
}) {
  const t = useText();
  const isWaiting =
    state.status === 'running' && isWaitingForPeople(plan, state, calledMs);
  return (
    <span className={styles.chip}>
      {isWaiting ? (
        <StatusLabel glyph="needs-you">
          {t('progress.waitingForPeople')}
        </StatusLabel>
      ) : (
        <StatusLabel glyph={glyphOfUpgrade(state)}>
          {t(wordOfUpgrade(state))}
        </StatusLabel>
      )}
    </span>
  );
}

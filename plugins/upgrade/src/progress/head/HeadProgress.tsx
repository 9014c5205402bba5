import { durationText } from '@cluster-upgrade/plugin-upgrade-common';
import { useText } from '../../parts/useText';
import { ActionContext } from '../actions/ActionBar';
import { isWaitingForPeople } from '../model/needs';
import { lanesAtOnce, remainingTime } from '../model/remainingTime';
import { runView } from '../model/runView';
import { PhaseBar } from './PhaseBar';
import styles from './head.module.css';

/** Percent, steps, time left, and the phases as one bar; on the way back as two. */
export function HeadProgress({ context }: { context: ActionContext }) {
  const { state, plans, plan, calledMs } = context;
  const t = useText();
  const back = plan && plan.kind !== 'upgrade' ? plan : undefined;
  const view = plan && runView(plan, state, calledMs);
  // Giving back is short: how far the upgrade came is what people look for.
  const shown = plan?.kind === 'cleanup' ? plans.upgrade : plan;
  const isBackwards = shown?.kind === 'rollback';
  // A hundred percent of the way back would read as if the upgrade were complete.
  const isBack = isBackwards && state.status === 'finished';
  const figures = shown && runView(shown, state, calledMs);
  return (
    <>
      <div className={styles.figures}>
        <div className={styles.percent}>
          {figures && !isBack
            ? t('progress.percent', {
                percent: Math.floor(figures.donePercent),
              })
            : ''}
        </div>
        <div className={styles.dim}>
          {figures &&
            t(isBackwards ? 'progress.stepsBack' : 'progress.stepsDone', {
              done: figures.done,
              total: shown.steps.length,
            })}
        </div>
        <Remaining context={context} />
      </div>
      <div className={styles.bars}>
        {plans.upgrade && (
          <PhaseBar
            label={t('progress.rail.title')}
            phases={runView(plans.upgrade, state, calledMs).phases}
            isOver={back !== undefined || state.status === 'finished'}
            isThin={back !== undefined}
          />
        )}
        {back && view && (
          <PhaseBar
            label={t(
              `progress.rail.${back.kind === 'cleanup' ? 'cleanup' : 'rollback'}`,
            )}
            phases={view.phases}
            isOver={state.status === 'finished'}
            isMirrored
          />
        )}
      </div>
    </>
  );
}

function Remaining({
  context: { state, plan, targets, calledMs },
}: {
  context: ActionContext;
}) {
  const t = useText();
  const isMoving =
    state.status === 'running' || state.status === 'rolling-back';
  const remaining =
    isMoving && plan && !isWaitingForPeople(plan, state, calledMs)
      ? remainingTime(
          targets.filter(
            ({ isReturning }) => isReturning === (plan.kind === 'rollback'),
          ),
          lanesAtOnce(plan),
        )
      : undefined;
  if (!remaining) {
    return <div className={styles.dim}>{'\u00a0'}</div>;
  }
  const from = durationText(remaining.fromMs);
  const to = durationText(remaining.toMs);
  return (
    <div
      className={styles.dim}
      title={t('progress.remainingBasis', { basis: remaining.basis })}
    >
      {t(from === to ? 'progress.remainingSame' : 'progress.remaining', {
        from,
        to,
      })}
    </div>
  );
}

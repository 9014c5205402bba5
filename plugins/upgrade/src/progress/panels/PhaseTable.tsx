import {
  durationText,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../../parts/frame/DataTable';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { Elapsed } from '../../parts/time/Elapsed';
import { TimeStamp } from '../../parts/time/TimeStamp';
import { useText } from '../../parts/useText';
import { GROUP_GLYPHS } from '../groupGlyph';
import { PhaseView } from '../model/phaseViews';
import { runView } from '../model/runView';
import { Plans } from '../model/targetViews';
import styles from './panels.module.css';

const KINDS = ['upgrade', 'rollback', 'cleanup'] as const;

/** Every phase of the way there and of the way back, with its times. */
export function PhaseTable({
  plans,
  state,
  calledMs,
}: {
  plans: Plans;
  state: UpgradeState;
  calledMs: number;
}) {
  const t = useText();
  return (
    <div className={styles.phases}>
      {KINDS.map(kind => {
        const plan = plans[kind];
        return (
          plan && (
            <DataTable
              key={kind}
              caption={
                kind === 'upgrade'
                  ? t('progress.rail.title')
                  : t(`progress.rail.${kind}`)
              }
              rows={runView(plan, state, calledMs).phases}
              rowKey={phase => phase.id}
              columns={[
                {
                  id: 'phase',
                  title: t('progress.rail.phase'),
                  isRowName: true,
                  cell: phase => phase.title,
                },
                {
                  id: 'status',
                  title: t('progress.board.status'),
                  cell: phase => <Status phase={phase} />,
                },
                {
                  id: 'steps',
                  title: t('progress.board.stepCount'),
                  cell: phase => <Steps phase={phase} />,
                },
                {
                  id: 'began',
                  title: t('progress.rail.began'),
                  cell: ({ startedAtMs }) =>
                    startedAtMs === undefined ? null : (
                      <TimeStamp atMs={startedAtMs} />
                    ),
                },
                {
                  id: 'took',
                  title: t('progress.rail.took'),
                  cell: phase => <Took phase={phase} />,
                },
              ]}
            />
          )
        );
      })}
    </div>
  );
}

function Status({ phase }: { phase: PhaseView }) {
  const t = useText();
  return (
    <>
      <StatusLabel glyph={GROUP_GLYPHS[phase.status]} isPlain>
        {t(`progress.group.${phase.status}`)}
      </StatusLabel>
      {phase.isForwardOnly && (
        <div className={styles.small}>{t('progress.rail.forwardOnly')}</div>
      )}
    </>
  );
}

function Steps({ phase: { done, total, retries } }: { phase: PhaseView }) {
  const t = useText();
  const count = t('progress.board.steps', { done, total });
  return (
    <>
      {retries > 0
        ? `${count}, ${t('progress.rail.retries', { count: retries })}`
        : count}
    </>
  );
}

function Took({
  phase: { startedAtMs, finishedAtMs, isUnderWay },
}: {
  phase: PhaseView;
}) {
  if (startedAtMs === undefined) {
    return null;
  }
  if (isUnderWay || finishedAtMs === undefined) {
    return isUnderWay ? <Elapsed sinceMs={startedAtMs} /> : null;
  }
  return <>{durationText(finishedAtMs - startedAtMs)}</>;
}

import { Text } from '@backstage/ui';
import {
  durationText,
  PlanOutline,
  proofText,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CSSProperties, ReactNode } from 'react';
import { Section } from '../../parts/frame/Section';
import { useText } from '../../parts/useText';
import { lanesAtOnce, timeBack } from '../model/remainingTime';
import { TargetView } from '../model/targetViews';
import { WayBack, wayBack } from '../model/wayBack';
import styles from './panels.module.css';

/** What going back would come to now, or came to. */
export function WayBackPanel({
  plan,
  state,
  targets,
}: {
  /** The one of the upgrade itself. */
  plan: PlanOutline | undefined;
  state: UpgradeState;
  targets: readonly TargetView[];
}) {
  const t = useText();
  const back = plan && wayBack(plan, state);
  if (state.proof) {
    const { restored, total } = state.proof;
    return (
      <Panel part={restored} whole={total}>
        <strong>{proofText(state.proof)}</strong>
      </Panel>
    );
  }
  if (!back || state.status === 'finished') {
    return null;
  }
  return (
    <Panel part={back.restored} whole={back.saved}>
      <strong>
        {t(headline(back, state), {
          saved: back.saved,
          restored: back.restored,
        })}
      </strong>
      {!state.rollback && (
        <TimeBack targets={targets} parallel={lanesAtOnce(plan)} />
      )}
      <span className={styles.small}>
        {back.nextPoint
          ? t('progress.wayBack.nextPoint', { phase: back.nextPoint })
          : t(
              back.passed.length > 0
                ? 'progress.wayBack.passed'
                : 'progress.wayBack.noPoint',
            )}
      </span>
      <Lines title={t('progress.wayBack.lost')} lines={back.lost} />
      <Lines title={t('progress.wayBack.because')} lines={back.passed} />
    </Panel>
  );
}

function headline({ lost }: WayBack, { rollback, startedAtMs }: UpgradeState) {
  if (rollback) {
    return 'progress.wayBack.underWay' as const;
  }
  if (startedAtMs === undefined) {
    return 'progress.wayBack.nothingYet' as const;
  }
  return lost.length > 0
    ? ('progress.wayBack.partly' as const)
    : ('progress.wayBack.everything' as const);
}

function TimeBack({
  targets,
  parallel,
}: {
  targets: readonly TargetView[];
  parallel: number;
}) {
  const t = useText();
  const backMs = timeBack(targets, parallel);
  return backMs === undefined ? null : (
    <span className={styles.small}>
      {t('progress.wayBack.time', { duration: durationText(backMs) })}
    </span>
  );
}

/** How much of the snapshot goes back, as a ring with the figures in it. */
function Panel({
  part,
  whole,
  children,
}: {
  part: number;
  whole: number;
  children: ReactNode;
}) {
  const t = useText();
  const share = whole === 0 ? 1 : part / whole;
  return (
    <Section title={t('progress.wayBack.title')}>
      <div className={styles.meter}>
        <div
          className={styles.ring}
          data-whole={share === 1 || undefined}
          style={{ '--share': `${100 * share}%` } as CSSProperties}
          role="img"
          aria-label={t('progress.wayBack.ring', { part, whole })}
        >
          <span className={styles.ringText}>{`${part}/${whole}`}</span>
        </div>
        <div className={styles.meterText}>{children}</div>
      </div>
    </Section>
  );
}

const LINES_SHOWN = 4;

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  const t = useText();
  const rest = lines.length - LINES_SHOWN;
  return lines.length === 0 ? null : (
    <div className={styles.small}>
      <Text variant="body-small">{title}</Text>
      <ul className={styles.plainList}>
        {lines.slice(0, LINES_SHOWN).map(line => (
          <li key={line}>{line}</li>
        ))}
        {rest > 0 && <li>{t('progress.actions.more', { count: rest })}</li>}
      </ul>
    </div>
  );
}

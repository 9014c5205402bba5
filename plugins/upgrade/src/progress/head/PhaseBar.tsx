import { CSSProperties } from 'react';
import { useText } from '../../parts/useText';
import { PhaseView } from '../model/phaseViews';
import styles from './PhaseBar.module.css';

/**
 * The phases of one plan side by side, the wider the more steps they have: what is done, what is under way or
 * held up, what is to come. The way back is drawn from the other end.
 */
export function PhaseBar({
  label,
  phases,
  isOver,
  isThin = false,
  isMirrored = false,
}: {
  label: string;
  phases: readonly PhaseView[];
  /** Nothing of it is under way any more. */
  isOver: boolean;
  /** Without titles: what lies behind. */
  isThin?: boolean;
  /** Drawn from the other end; only what is under way has its title, since titles of the way back are long. */
  isMirrored?: boolean;
}) {
  const current = isOver
    ? -1
    : phases.findIndex(({ status }) => status !== 'done');
  const titled = isMirrored ? phases[current] : undefined;
  return (
    <div className={styles.bar}>
      <ol
        aria-label={label}
        className={styles.phases}
        data-thin={isThin || undefined}
        data-mirrored={isMirrored || undefined}
      >
        {phases.map((phase, index) => (
          <Phase
            key={phase.id}
            phase={phase}
            isCurrent={index === current}
            hasTitle={!isThin && !isMirrored}
          />
        ))}
      </ol>
      {titled && <CurrentTitle phase={titled} />}
    </div>
  );
}

/** A phase of few steps has to be seen beside one of thousands. */
const LEAST_SHARE = 0.06;

function Phase({
  phase,
  isCurrent,
  hasTitle,
}: {
  phase: PhaseView;
  isCurrent: boolean;
  hasTitle: boolean;
}) {
  const t = useText();
  const { title, status, done, underWay, total } = phase;
  const words = t('progress.bar.phase', {
    title,
    status: t(`progress.group.${status}`),
    done,
    total,
  });
  return (
    <li
      className={styles.phase}
      style={
        {
          // By its steps a phase of thousands would leave the others no room for their names.
          flexGrow: Math.sqrt(total),
          flexBasis: `${100 * LEAST_SHARE}%`,
          '--done': `${(100 * done) / total}%`,
          '--under-way': `${(100 * underWay) / total}%`,
        } as CSSProperties
      }
      data-status={status}
      data-current={isCurrent || undefined}
      aria-current={isCurrent ? 'step' : undefined}
      title={words}
    >
      <span className={styles.segment} aria-hidden>
        <span className={styles.done} />
        <span className={styles.underWay} />
      </span>
      <span className={styles.hidden}>{words}</span>
      {hasTitle &&
        (isCurrent ? (
          <CurrentTitle phase={phase} />
        ) : (
          <span className={styles.label} aria-hidden>
            {title}
          </span>
        ))}
    </li>
  );
}

function CurrentTitle({
  phase: { title, lanes, done, total },
}: {
  phase: PhaseView;
}) {
  const t = useText();
  return (
    <span className={`${styles.label} ${styles.current}`} aria-hidden>
      {t('progress.bar.current', { title, ...(lanes ?? { done, total }) })}
    </span>
  );
}

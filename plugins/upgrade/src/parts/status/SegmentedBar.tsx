import { useText } from '../useText';
import { Glyph, TONES } from './statusKinds';
import styles from './SegmentedBar.module.css';

/** One part of a whole. */
export interface Segment {
  glyph: Glyph;
  /** For people, lower case, for example `done`. */
  word: string;
  count: number;
}

/** How a whole is divided, told apart by pattern as well as colour, with the same in words below. */
export function SegmentedBar({
  segments,
  label,
}: {
  segments: readonly Segment[];
  /** What is divided, for screen readers. */
  label: string;
}) {
  const t = useText();
  const present = segments.filter(segment => segment.count > 0);
  const text = present
    .map(({ count, word }) =>
      t('parts.bar.part', { count: String(count), word }),
    )
    .join(', ');
  const summary = text || t('parts.bar.none');
  return (
    <div className={styles.root}>
      <div
        role="img"
        aria-label={`${label}: ${summary}`}
        className={styles.bar}
      >
        {present.map(({ glyph, word, count }) => (
          <span
            key={word}
            className={`${styles.segment} ${styles[TONES[glyph]]} ${styles[`fill-${glyph}`] ?? ''}`}
            style={{ flexGrow: count }}
          />
        ))}
      </div>
      <span aria-hidden className={styles.text}>
        {summary}
      </span>
    </div>
  );
}

import { Glyph, TONES } from './statusKinds';
import styles from './StatusGlyph.module.css';

/** Drawn on 16 by 16; strokes and fills take the colour of the text. */
const SHAPES: Record<Glyph, JSX.Element> = {
  waiting: <circle cx="8" cy="8" r="6" className={styles.line} />,
  running: (
    <>
      <circle cx="8" cy="8" r="6" className={styles.track} />
      <path d="M8 2a6 6 0 0 1 6 6" className={styles.arc} />
    </>
  ),
  done: (
    <>
      <circle cx="8" cy="8" r="7" className={styles.body} />
      <path d="M4.6 8.3l2.3 2.3 4.5-4.9" className={styles.mark} />
    </>
  ),
  'needs-you': (
    <>
      <path d="M8 .8L15.2 8 8 15.2.8 8z" className={styles.body} />
      <path d="M8 4.4v4.4M8 11v.6" className={styles.mark} />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.4l7 13H1z" className={styles.body} />
      <path d="M8 6v4M8 12.2v.4" className={styles.mark} />
    </>
  ),
  failed: (
    <>
      <path
        d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"
        className={styles.body}
      />
      <path d="M5.5 5.5l5 5M10.5 5.5l-5 5" className={styles.mark} />
    </>
  ),
  paused: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" className={styles.line} />
      <path d="M6 5v6M10 5v6" className={styles.line} />
    </>
  ),
  'rolling-back': (
    <path
      d="M6 2.5L2.5 6 6 9.5M3 6h6.5a4 4 0 0 1 0 8H6"
      className={styles.line}
    />
  ),
  'rolled-back': (
    <path
      d="M5 1L1.8 4.2 5 7.4M2 4.2h7.5a4.5 4.5 0 0 1 4.3 5.6M5 12l2.2 2.2 4-4.4"
      className={styles.line}
    />
  ),
  skipped: (
    <>
      <circle cx="8" cy="8" r="6" className={styles.line} />
      <path d="M3.8 12.2l8.4-8.4" className={styles.line} />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.5" className={styles.dashed} />
      <path
        d="M6.2 6.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2M8 11.4v.4"
        className={styles.line}
      />
    </>
  ),
};

/** A state as a shape. Never alone: a word stands beside it or in the name of what holds it. */
export function StatusGlyph({
  glyph,
  className,
}: {
  glyph: Glyph;
  className?: string;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      focusable={false}
      data-glyph={glyph}
      className={[styles.glyph, styles[TONES[glyph]], className]
        .filter(Boolean)
        .join(' ')}
    >
      {SHAPES[glyph]}
    </svg>
  );
}

import { GLYPH_PATHS } from './glyphPaths';
import { Glyph, TONES } from './statusKinds';
import styles from './StatusGlyph.module.css';

/** A state as a shape. Never alone: a word stands beside it or in the name of what holds it. */
export function StatusGlyph({ glyph }: { glyph: Glyph }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      focusable={false}
      data-glyph={glyph}
      className={[
        styles.glyph,
        styles[TONES[glyph]],
        glyph === 'running' ? styles.spinning : '',
      ].join(' ')}
    >
      {GLYPH_PATHS[glyph].map(({ d, kind }) => (
        <path key={d} d={d} fillRule="evenodd" className={styles[kind]} />
      ))}
    </svg>
  );
}

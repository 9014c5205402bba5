import { ReactNode } from 'react';
import { StatusGlyph } from './StatusGlyph';
import { Glyph, TONES } from './statusKinds';
import styles from './StatusLabel.module.css';

/** A state as a shape and a word on a chip. */
export function StatusLabel({
  glyph,
  children,
  isPlain = false,
}: {
  glyph: Glyph;
  /** The word. */
  children: ReactNode;
  /** Without the chip, for lists and tables. */
  isPlain?: boolean;
}) {
  const classes = isPlain
    ? styles.plain
    : `${styles.chip} ${styles[TONES[glyph]]}`;
  return (
    <span className={`${styles.label} ${classes}`}>
      <StatusGlyph glyph={glyph} />
      <span>{children}</span>
    </span>
  );
}

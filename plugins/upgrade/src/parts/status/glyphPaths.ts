import { Glyph } from './statusKinds';

/** How a path is drawn. `faint` and `turning` belong together: a track with an arc that runs along it. */
export type PathKind = 'fill' | 'line' | 'dashed' | 'faint' | 'turning';

export interface GlyphPath {
  d: string;
  kind: PathKind;
}

const CIRCLE = 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0';
const DISC = 'M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0';

/** Shapes on 16 by 16; marks are cut out of what is filled. */
export const GLYPH_PATHS: Record<Glyph, readonly GlyphPath[]> = {
  waiting: [{ kind: 'line', d: CIRCLE }],
  running: [
    { kind: 'faint', d: CIRCLE },
    { kind: 'turning', d: 'M8 2a6 6 0 0 1 6 6' },
  ],
  done: [
    { kind: 'fill', d: `${DISC}M3.9 8.3L5.2 7 7 8.8l3.9-3.9 1.3 1.3L7 11.4z` },
  ],
  'needs-you': [
    {
      kind: 'fill',
      d: 'M8 .6L15.4 8 8 15.4.6 8zM7.1 4h1.8v5H7.1zM7.1 10.2h1.8V12H7.1z',
    },
  ],
  warning: [
    {
      kind: 'fill',
      d: 'M8 1.2l7.3 13.4H.7zM7.1 5.8h1.8v4.4H7.1zM7.1 11.4h1.8v1.8H7.1z',
    },
  ],
  failed: [
    {
      kind: 'fill',
      d: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM5.2 4L8 6.8 10.8 4 12 5.2 9.2 8 12 10.8 10.8 12 8 9.2 5.2 12 4 10.8 6.8 8 4 5.2z',
    },
  ],
  paused: [{ kind: 'line', d: 'M1.5 1.5h13v13h-13zM6 5v6M10 5v6' }],
  'rolling-back': [
    { kind: 'line', d: 'M6 2.5L2.5 6 6 9.5M3 6h6.5a4 4 0 0 1 0 8H6' },
  ],
  'rolled-back': [
    {
      kind: 'line',
      d: 'M5 1L1.8 4.2 5 7.4M2 4.2h7.5a4.5 4.5 0 0 1 4.3 5.6M5 12l2.2 2.2 4-4.4',
    },
  ],
  skipped: [{ kind: 'line', d: `${CIRCLE}M3.8 12.2l8.4-8.4` }],
  unknown: [
    { kind: 'dashed', d: DISC },
    {
      kind: 'line',
      d: 'M6.2 6.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2M8 11.6v.2',
    },
  ],
};

/**
 * A glyph as a CSS mask. Hundreds of tiles are one element each this way; as inline drawings they
 * would be three or four.
 */
export function glyphMask(glyph: Glyph): string {
  const paths = GLYPH_PATHS[glyph].map(({ d, kind }) =>
    kind === 'fill'
      ? `<path d='${d}' fill-rule='evenodd'/>`
      : `<path d='${d}' fill='none' stroke='#000' stroke-width='1.8' stroke-opacity='${kind === 'faint' ? 0.35 : 1}'/>`,
  );
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>${paths.join('')}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

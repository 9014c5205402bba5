import { CSSProperties } from 'react';
import { glyphMask } from '../../parts/status/glyphPaths';
import { GROUP_GLYPHS, GROUP_ORDER } from '../groupGlyph';

/** The glyphs of the tiles as custom properties, set once on the grid that holds them. */
export const TILE_MASKS = Object.fromEntries(
  GROUP_ORDER.map(status => [
    `--tile-${status}`,
    glyphMask(GROUP_GLYPHS[status]),
  ]),
) as CSSProperties;

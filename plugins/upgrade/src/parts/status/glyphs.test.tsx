import {
  findingStatusText,
  outcomeText,
  statusText,
  stepStatusText,
  verdictText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { partsMessages } from '../../messages/partsMessages';
import { GLYPH_PATHS, glyphMask } from './glyphPaths';
import { Glyph, TONES } from './statusKinds';

const glyphs = Object.keys(GLYPH_PATHS) as Glyph[];

it('gives every state a shape of its own', () => {
  const shapes = glyphs.map(glyph =>
    GLYPH_PATHS[glyph].map(({ d }) => d).join(' '),
  );
  expect(new Set(shapes).size).toBe(glyphs.length);
  expect(Object.keys(TONES).sort()).toEqual([...glyphs].sort());
});

it('draws the same shape as a mask', () => {
  for (const glyph of glyphs) {
    const mask = decodeURIComponent(glyphMask(glyph));
    GLYPH_PATHS[glyph].forEach(({ d }) => expect(mask).toContain(d));
  }
});

it('says on the screen what the backend says in notifications and reports', () => {
  const same = (
    words: Record<string, string>,
    textOf: (key: never) => string,
  ) => {
    for (const [key, word] of Object.entries(words)) {
      expect([key, textOf(key as never)]).toEqual([key, word]);
    }
  };
  same(partsMessages.status, statusText);
  same(partsMessages.outcome, outcomeText);
  same(partsMessages.step, stepStatusText);
  same(partsMessages.verdict, verdictText);
  const { overridden: _, ...findings } = partsMessages.finding;
  same(findings, findingStatusText);
});

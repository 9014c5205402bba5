import { plainLine } from '@cluster-upgrade/plugin-upgrade-common';

/** Characters that mean something within a line of Markdown, and those of HTML. */
const INLINE = /[\\`*_[\]<>&|~$]/g;

/** A mark at the beginning of a line makes a heading, a quote, a list or a rule of it. */
const AT_BEGINNING = /^(\s*)([#+=-]|\d+(?=[.)]))/;

/**
 * What people or clusters wrote, as Markdown that shows exactly that: no HTML, link, image or other line
 * comes out of it, and no address becomes a link by itself.
 */
export function markdownText(text: string): string {
  return plainLine(text)
    .replace(INLINE, '\\$&')
    .replace(AT_BEGINNING, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    )
    .replace(/\b(https?|ftp|mailto|www)([:.])/gi, '$1\\$2')
    .replace(/@/g, '\\@');
}

/** Ends a line for some reader, or moves the cursor: line ends, tabs, escape sequences of terminals. */
const ESCAPES = /\p{Cc}\[[0-?]*[ -/]*[@-~]|\p{Cc}\][^\p{Cc}]*(?:\p{Cc}\\?)?/gu;
const CONTROLS = /\s*\p{Cc}[\p{Cc}\s]*|\s*[\u2028\u2029]\s*/gu;

/** Changes the order in which text is read, or hides in it. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * What people, clusters or programs wrote as one line that says what it seems to say: for logs,
 * terminals and tickets. Characters that end a line become spaces; those that reorder or hide text go.
 *
 * @public
 */
export function plainLine(text: string): string {
  return text
    .replace(ESCAPES, '')
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '');
}

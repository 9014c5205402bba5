/** Rows drawn beyond each edge, so that scrolling shows no gaps. */
const OVERSCAN = 6;

/** Which rows of a long table are in the document, and the space that stands for the others. */
export function windowOf(facts: {
  count: number;
  scrollTop: number;
  rowHeight: number;
  viewHeight: number;
}): { first: number; last: number; before: number; after: number } {
  const { count, rowHeight, viewHeight } = facts;
  const visible = Math.ceil(viewHeight / rowHeight);
  const top = Math.floor(Math.max(0, facts.scrollTop) / rowHeight);
  const first = Math.max(0, Math.min(top, count - visible) - OVERSCAN);
  const last = Math.min(count, first + visible + 2 * OVERSCAN);
  return {
    first,
    last,
    before: first * rowHeight,
    after: (count - last) * rowHeight,
  };
}

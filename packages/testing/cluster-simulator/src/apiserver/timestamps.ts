/**
 * The API's `Time`: RFC 3339 with whole seconds.
 *
 * @internal
 */
export function formatTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/**
 * Milliseconds since the epoch; NaN when the text is no time.
 *
 * @internal
 */
export function parseTime(text: string): number {
  return Date.parse(text);
}

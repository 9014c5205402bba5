/** The API's `Time`: RFC 3339 with whole seconds. */
export function formatTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** The API's `MicroTime`: RFC 3339 with six digits. */
export function formatMicroTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '000Z');
}

/** Milliseconds since the epoch; NaN when the text is no time. */
export function parseTime(text: string): number {
  return Date.parse(text);
}

/**
 * Formats as Kubernetes' `metav1.Time`: RFC 3339 in UTC, whole seconds.
 *
 * @internal
 */
export function formatTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/**
 * Formats as Kubernetes' `metav1.MicroTime`, which leases use.
 *
 * @internal
 */
export function formatMicroTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 23)}000Z`;
}

/**
 * Milliseconds since the epoch; undefined for an absent or unreadable time.
 *
 * @internal
 */
export function parseTime(time: string | undefined): number | undefined {
  const epochMs = time === undefined ? NaN : Date.parse(time);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

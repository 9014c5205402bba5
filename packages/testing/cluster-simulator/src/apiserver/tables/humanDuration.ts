const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
const YEAR_S = 365 * DAY_S;

/**
 * A duration as `kubectl` prints ages: the larger the value, the coarser the unit.
 *
 * @internal
 */
export function humanDuration(durationMs: number): string {
  const seconds = Math.trunc(durationMs / 1000);
  if (seconds < -1) {
    return '<invalid>';
  }
  if (seconds < 0) {
    return '0s';
  }
  if (seconds < 2 * MINUTE_S) {
    return `${seconds}s`;
  }
  if (seconds < 10 * MINUTE_S) {
    return pair(seconds, MINUTE_S, 'm', 1, 's');
  }
  if (seconds < 3 * HOUR_S) {
    return `${Math.floor(seconds / MINUTE_S)}m`;
  }
  if (seconds < 8 * HOUR_S) {
    return pair(seconds, HOUR_S, 'h', MINUTE_S, 'm');
  }
  if (seconds < 2 * DAY_S) {
    return `${Math.floor(seconds / HOUR_S)}h`;
  }
  if (seconds < 8 * DAY_S) {
    return pair(seconds, DAY_S, 'd', HOUR_S, 'h');
  }
  if (seconds < 2 * YEAR_S) {
    return `${Math.floor(seconds / DAY_S)}d`;
  }
  return seconds < 8 * YEAR_S
    ? pair(seconds, YEAR_S, 'y', DAY_S, 'd')
    : `${Math.floor(seconds / YEAR_S)}y`;
}

/** `5m30s`, or `5m` when nothing of the smaller unit is left. */
function pair(
  seconds: number,
  largeS: number,
  large: string,
  smallS: number,
  small: string,
): string {
  const rest = Math.floor((seconds % largeS) / smallS);
  const whole = `${Math.floor(seconds / largeS)}${large}`;
  return rest === 0 ? whole : `${whole}${rest}${small}`;
}

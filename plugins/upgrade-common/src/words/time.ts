const SECOND_MS = 1000;

const UNITS = [
  { name: 'd', ms: 24 * 60 * 60 * SECOND_MS },
  { name: 'h', ms: 60 * 60 * SECOND_MS },
  { name: 'min', ms: 60 * SECOND_MS },
  { name: 's', ms: SECOND_MS },
] as const;

/** From here on it is whole minutes, to the nearest: seconds would say nothing. */
const WHOLE_MINUTES_FROM_MS = 10 * 60 * SECOND_MS;

/**
 * A duration in its two largest units: `4 s`, `3 min 20 s`, `15 min`, `2 h 5 min`, `3 d`. Parts of a second
 * are dropped, below one second it is `0 s`; from ten minutes on it is rounded to minutes.
 *
 * @public
 */
export function durationText(durationMs: number): string {
  const wholeMs = rounded(Math.max(0, durationMs));
  const first = UNITS.findIndex(unit => wholeMs >= unit.ms);
  if (first === -1) {
    return '0 s';
  }
  const { name, ms } = UNITS[first];
  const text = `${Math.floor(wholeMs / ms)} ${name}`;
  const next = UNITS.at(first + 1);
  const rest = next && Math.floor((wholeMs % ms) / next.ms);
  return rest ? `${text} ${rest} ${next.name}` : text;
}

function rounded(durationMs: number): number {
  const minuteMs = 60 * SECOND_MS;
  return durationMs < WHOLE_MINUTES_FROM_MS
    ? durationMs
    : Math.round(durationMs / minuteMs) * minuteMs;
}

/**
 * How long ago something was: `3 min 20 s ago`. Under five seconds: `just now`.
 *
 * @public
 */
export function ageText(sinceMs: number, nowMs: number): string {
  const ageMs = nowMs - sinceMs;
  return ageMs < 5 * SECOND_MS ? 'just now' : `${durationText(ageMs)} ago`;
}

/**
 * An absolute moment, the same for every reader: `2026-01-01 14:02:05 UTC`.
 *
 * @public
 */
export function momentText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

import { Row } from './table';

/** What was measured at one backend, in ms. */
export interface LatencyFigures {
  /** From when the other backend made an event until a viewer here had it. */
  eventsMs: number[];
  /** From when a pause or its end was asked for here until the other backend had carried it out. */
  requestsMs: number[];
}

/** A viewer on either backend sees an event so soon. */
const EVENT_LIMIT_MS = 300;
/** A pause reaches the owner so soon. */
const REQUEST_LIMIT_MS = 1_000;

export const LATENCY_ROWS: readonly Row<LatencyFigures>[] = [
  { what: 'events', of: it => it.eventsMs.length, unit: '' },
  {
    what: 'half of the events seen within',
    of: it => share(it.eventsMs, 0.5),
    unit: 'ms',
  },
  {
    what: '95 % of the events seen within',
    of: it => share(it.eventsMs, 0.95),
    unit: 'ms',
    atMost: EVENT_LIMIT_MS,
  },
  {
    what: 'pauses and resumes',
    of: it => it.requestsMs.length,
    unit: '',
  },
  {
    what: 'half of them carried out within',
    of: it => share(it.requestsMs, 0.5),
    unit: 'ms',
  },
  {
    what: 'all of them carried out within',
    of: it => share(it.requestsMs, 1),
    unit: 'ms',
    atMost: REQUEST_LIMIT_MS,
  },
];

/** The value that this share of all does not exceed. */
function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Infinity;
}

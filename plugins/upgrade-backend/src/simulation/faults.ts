import {
  ClusterApiError,
  ClusterUnreachableError,
  Random,
} from '@cluster-upgrade/plugin-upgrade-node';

/**
 * How often what goes wrong, per call or per second. Drawn from the seed, each kind on or off, so that
 * rare faults also meet in pairs and alone.
 */
export interface FaultRates {
  /** The database refuses before it did anything. */
  storeError: number;
  /** The database did it, and the answer is lost. */
  storeLostAnswer: number;
  /** A request takes its time on the way to the database, at times longer than a lease. */
  storeDelay: number;
  /** The cluster answers 409, 429 or 500, or not at all. */
  apiError: number;
  /** The cluster did it, and the answer is lost. */
  apiLostAnswer: number;
  apiDelay: number;
  crash: number;
  freeze: number;
  clockJump: number;
  /** A person asks for something. */
  person: number;
}

export const NO_FAULTS: FaultRates = {
  storeError: 0,
  storeLostAnswer: 0,
  storeDelay: 0,
  apiError: 0,
  apiLostAnswer: 0,
  apiDelay: 0,
  crash: 0,
  freeze: 0,
  clockJump: 0,
  person: 0,
};

/** The highest rate of each kind. */
const HIGHEST: FaultRates = {
  storeError: 0.1,
  storeLostAnswer: 0.1,
  storeDelay: 0.2,
  apiError: 0.3,
  apiLostAnswer: 0.2,
  apiDelay: 0.5,
  crash: 0.05,
  freeze: 0.05,
  clockJump: 0.05,
  person: 0.05,
};

/** How likely a kind occurs at all in a run. */
const ON = 0.6;

export function drawRates(random: Random): FaultRates {
  return Object.fromEntries(
    Object.entries(HIGHEST).map(([kind, highest]) => [
      kind,
      random.next() < ON ? highest * random.next() : 0,
    ]),
  ) as unknown as FaultRates;
}

/** An error as the API gives them when it is in trouble. */
export function drawApiError(random: Random): Error {
  const errors = [
    () => new ClusterApiError(500, 'InternalError', 'etcdserver: timeout'),
    () => new ClusterApiError(409, 'Conflict', 'the object has been modified'),
    () => new ClusterApiError(429, 'TooManyRequests', 'slow down', [], 2_000),
    () => new ClusterUnreachableError('connection reset by peer'),
  ];
  return errors[Math.floor(random.next() * errors.length)]();
}

/** Up to a few seconds mostly, and now and then longer than a lease. */
export function drawDelayMs(random: Random, leaseMs: number): number {
  const isLong = random.next() < 0.1;
  return Math.ceil(random.next() * (isLong ? 3 * leaseMs : 2_000));
}

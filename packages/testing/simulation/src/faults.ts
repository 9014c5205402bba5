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
  /** Nobody gets an answer from the cluster, for minutes. */
  outage: number;
  /** Watches lie silent, for minutes, while other requests are carried out. */
  silence: number;
  crash: number;
  freeze: number;
  /** As `freeze`, at the very moment at which an answer comes: between two lines that belong together. */
  freezeAtAnswer: number;
  clockJump: number;
  /** A person asks for something. */
  person: number;
  /** Somebody changes the cluster: cordons, deletes, edits. */
  edit: number;
  /** The application begins to fail, for a while. */
  failure: number;
  /** A node gives no sign of life, for a while. */
  lostNode: number;
  /** A pod is made anew under its name, or a node cordoned by somebody, while a write to it is on the way. */
  overtaken: number;
}

export const NO_FAULTS: FaultRates = {
  storeError: 0,
  storeLostAnswer: 0,
  storeDelay: 0,
  apiError: 0,
  apiLostAnswer: 0,
  apiDelay: 0,
  outage: 0,
  silence: 0,
  crash: 0,
  freeze: 0,
  freezeAtAnswer: 0,
  clockJump: 0,
  person: 0,
  edit: 0,
  failure: 0,
  lostNode: 0,
  overtaken: 0,
};

/** The highest rate of each kind. */
const HIGHEST: FaultRates = {
  storeError: 0.1,
  storeLostAnswer: 0.1,
  storeDelay: 0.2,
  apiError: 0.3,
  apiLostAnswer: 0.2,
  apiDelay: 0.5,
  outage: 0.005,
  silence: 0.01,
  crash: 0.01,
  freeze: 0.01,
  freezeAtAnswer: 0.03,
  clockJump: 0.05,
  person: 0.05,
  edit: 0.05,
  failure: 0.03,
  lostNode: 0.005,
  overtaken: 0.5,
};

/** How likely a kind occurs at all in a run where anything may. */
const ON = 0.6;

/** Kinds that belong together; whatever is not named does not occur. */
const PROFILES: ReadonlyArray<ReadonlyArray<keyof FaultRates>> = [
  // Workers that overlap: one comes back after its lease, with requests that were long on their way.
  ['storeDelay', 'freezeAtAnswer', 'freeze', 'apiDelay'],
  ['storeDelay', 'freezeAtAnswer', 'clockJump', 'apiDelay', 'person'],
  // People who change their mind, and the cluster.
  ['person', 'edit', 'apiDelay', 'overtaken'],
  // Applications that fail and recover, while people pause and backends end.
  ['failure', 'person', 'apiDelay'],
  ['failure', 'person', 'crash', 'outage'],
  ['lostNode', 'person', 'edit'],
  ['failure', 'edit', 'overtaken', 'apiError', 'outage', 'silence'],
];

/** Half of the runs have anything, each kind on or off, and half one of the profiles. */
export function drawRates(random: Random): FaultRates {
  const kinds = Object.keys(HIGHEST) as Array<keyof FaultRates>;
  const profile = PROFILES[Math.floor(random.next() * 2 * PROFILES.length)];
  const isOn = (kind: keyof FaultRates) =>
    profile ? profile.includes(kind) : random.next() < ON;
  return Object.fromEntries(
    kinds.map(kind => [
      kind,
      isOn(kind) ? HIGHEST[kind] * (0.2 + 0.8 * random.next()) : 0,
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

/**
 * How long a process stands still: anything up to three leases, and often about as long as a lease, where
 * it is on edge who may do what.
 */
export function drawFreezeMs(random: Random, leaseMs: number): number {
  return Math.ceil(
    random.next() < 0.4
      ? leaseMs * (0.6 + 0.8 * random.next())
      : 3 * leaseMs * random.next(),
  );
}

/** Up to a few seconds mostly, and now and then longer than a lease. */
export function drawDelayMs(random: Random, leaseMs: number): number {
  const isLong = random.next() < 0.1;
  return Math.ceil(random.next() * (isLong ? 3 * leaseMs : 2_000));
}

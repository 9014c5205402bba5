import { Mutant } from './Mutant';

/**
 * A guard that the simulation does not miss, because another one stands behind it in nearly every case: its
 * test does.
 */
export interface CoveredGuard extends Mutant {
  /** Why the simulation finds nothing wrong without it. */
  coveredBy: string;
  /** What fails without it. */
  test: { file: string; title: string };
}

const LEASE = 'plugins/upgrade-backend/src/engine/lease';

export const COVERED_GUARDS: readonly CoveredGuard[] = [
  {
    name: 'lease-reserve',
    guard: 'a part of the lease is kept for writes on their way',
    why: 'a write arrives when somebody else holds the upgrade',
    coveredBy:
      'Before each effect an intent is committed, which nobody can whose lease has run out. Only a write that was allowed in the last fifth of its lease, and was then longer on its way than the rest of it while another worker looked at that very moment, comes too late.',
    file: `${LEASE}/LeaseKeeper.ts`,
    search: `const RESERVE = 0.2;`,
    replacement: `const RESERVE = 0;`,
    test: {
      file: `${LEASE}/LeaseKeeper.test.ts`,
      title:
        'is lost before the lease can expire when no renewal comes through',
    },
  },
  {
    name: 'lease-asked-at',
    guard: 'a lease counts from before it was asked for',
    why: 'an answer that is late prolongs a lease that has run out',
    coveredBy:
      'A lease that was not confirmed within four fifths of it is lost for good, so that an answer can be late by some seconds only. It matters where the next renewal fails as well, and an intent was committed before and its effect comes after the end.',
    file: `${LEASE}/LeaseKeeper.ts`,
    search: `        this.#confirmedAt = askedAt;
        this.holder`,
    replacement: `        this.#confirmedAt = LeaseKeeper.momentOf(this.ports);
        this.holder`,
    test: {
      file: `${LEASE}/LeaseKeeper.test.ts`,
      title: 'counts from before the renewal was sent, however late the answer',
    },
  },
];

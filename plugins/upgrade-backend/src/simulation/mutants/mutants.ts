import { DECISION_MUTANTS } from './decisionMutants';
import { LEASE_MUTANTS } from './leaseMutants';
import { Mutant } from './Mutant';
import { RESTORE_MUTANTS } from './restoreMutants';

/** Every guard whose absence the simulation must notice. Grows with the guards. */
export const MUTANTS: readonly Mutant[] = [
  ...LEASE_MUTANTS,
  ...DECISION_MUTANTS,
  ...RESTORE_MUTANTS,
];

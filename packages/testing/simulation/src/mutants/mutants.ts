import { DECISION_MUTANTS } from './decisionMutants';
import { HEALTH_MUTANTS } from './healthMutants';
import { LEASE_MUTANTS } from './leaseMutants';
import { Mutant } from './Mutant';
import { RESTORE_MUTANTS } from './restoreMutants';
import { WORKER_MUTANTS } from './workerMutants';

/** Every guard whose absence the simulation must notice. Grows with the guards. */
export const MUTANTS: readonly Mutant[] = [
  ...LEASE_MUTANTS,
  ...WORKER_MUTANTS,
  ...DECISION_MUTANTS,
  ...HEALTH_MUTANTS,
  ...RESTORE_MUTANTS,
];

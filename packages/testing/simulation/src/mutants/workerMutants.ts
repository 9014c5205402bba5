import { Mutant } from './Mutant';

const ENGINE = 'plugins/upgrade-backend/src/engine';

/** What a worker does with its lease, its steps and their answers. */
export const WORKER_MUTANTS: readonly Mutant[] = [
  {
    name: 'step-lease',
    guard: 'a step writes to the cluster only while the lease is held',
    why: 'two workers change one node at once',
    file: `${ENGINE}/steps/StepTasks.ts`,
    search: `isHeld: () => !stopSignal.aborted && lease.isHeld(),`,
    replacement: `isHeld: () => !stopSignal.aborted,`,
  },
  {
    name: 'client-fence',
    guard: 'the client of a step that was stopped sends nothing',
    why: 'a step goes on that a person had stopped',
    file: `${ENGINE}/steps/StepRunner.ts`,
    search: `    fence: () => {
      if (!run.isHeld()) {`,
    replacement: `    fence: () => {
      if (run === undefined) {`,
  },
  {
    name: 'lease-wall-clock',
    guard: 'a lease ends by the wall clock too',
    why: 'a laptop that slept writes when it wakes',
    file: `${ENGINE}/lease/LeaseKeeper.ts`,
    search: `      now.wallMs - this.#confirmedAt.wallMs,`,
    replacement: `      0,`,
  },
  {
    name: 'lease-stopwatch',
    guard: 'a lease ends by a clock that nobody can set',
    why: 'a clock that is set back prolongs a lease that has run out',
    file: `${ENGINE}/lease/LeaseKeeper.ts`,
    search: `      now.elapsedMs - this.#confirmedAt.elapsedMs,`,
    replacement: `      0,`,
  },
  {
    name: 'stops-steps',
    guard: 'steps in flight are stopped before they are given up',
    why: 'an upgrade is paused, or goes back, while one of its steps goes on',
    file: `${ENGINE}/steps/StepTasks.ts`,
    search: `return this.#inFlight(steps).length > 0;`,
    replacement: `return false;`,
  },
  {
    name: 'attempts',
    guard: 'each attempt of a step has a number of its own',
    why: 'what an earlier attempt says is taken for the later one',
    file: `${ENGINE}/UpgradeRun.ts`,
    search: `attempt: (state.steps[plan.kind][id]?.attempt ?? 0) + 1,`,
    replacement: `attempt: 1,`,
  },
];

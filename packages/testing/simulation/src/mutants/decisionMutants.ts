import { Mutant } from './Mutant';

const ENGINE = 'plugins/upgrade-backend/src/engine';

/** What happens when: order, limits and pauses. */
export const DECISION_MUTANTS: readonly Mutant[] = [
  {
    name: 'order',
    guard: 'a step begins after what it depends on',
    why: 'nodes are upgraded before what has to come first',
    file: `${ENGINE}/decisions/readySteps.ts`,
    search: `step.dependsOn.every(id => isOver(statusOf(id))) &&`,
    replacement: `step.dependsOn.length >= 0 &&`,
  },
  {
    name: 'lane-limit',
    guard: 'no more lanes are under way than the plan allows',
    why: 'more nodes are out of service than agreed',
    file: `${ENGINE}/decisions/laneAdmission.ts`,
    search: `lanes.size >= this.#limitOf(lane.group)`,
    replacement: `lanes.size < 0`,
  },
  {
    name: 'admission',
    guard: 'what others took out of service counts',
    why: 'a node is taken out while people repair another one',
    file: `${ENGINE}/decisions/laneAdmission.ts`,
    search: `out.size < admission.maxUnavailable`,
    replacement: `out.size < Infinity`,
  },
  {
    name: 'pausing',
    guard: 'while pausing, nothing new begins',
    why: 'a pause never comes',
    file: `${ENGINE}/decisions/decideNext.ts`,
    search: `onlyBegun: state.status === 'pausing',`,
    replacement: `onlyBegun: false,`,
  },
  {
    name: 'soak',
    guard: 'a soak is watched without a gap',
    why: 'health that nobody saw counts as health',
    file: `${ENGINE}/steps/StepRunner.ts`,
    search: `Math.max(run.watchedSinceMs, run.state.startedAtMs ?? 0)`,
    replacement: `run.state.startedAtMs ?? 0`,
  },
  {
    name: 'failed-lanes',
    guard: 'no more lanes that failed are gone round than the plan allows',
    why: 'one node after the other is lost, and nobody is asked',
    file: `${ENGINE}/decisions/failedLanes.ts`,
    search: `    count.failed <= count.allowed &&
    failure`,
    replacement: `    failure`,
  },
];

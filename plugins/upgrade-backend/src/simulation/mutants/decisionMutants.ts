import { Mutant } from './Mutant';

const ENGINE = 'plugins/upgrade-backend/src/engine';

/** What happens when: order, limits, pauses and thresholds. */
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
    name: 'must-last',
    guard: 'a breach has to last before a threshold acts',
    why: 'each start of a pod rolls everything back',
    file: `${ENGINE}/decisions/thresholdActions.ts`,
    search: `nowMs - health.exceededSinceMs < mustLastMs`,
    replacement: `false`,
  },
  {
    name: 'known-before',
    guard: 'what failed before the start does not count',
    why: 'an upgrade is rolled back for what it has not done',
    file: `plugins/upgrade-backend/src/health/judgeApplication.ts`,
    search: `const excused = found.filter(isKnown);`,
    replacement: `known.failing.length = 0;
  const excused = found.filter(isKnown);`,
  },
  {
    name: 'soak',
    guard: 'a soak is watched without a gap',
    why: 'health that nobody saw counts as health',
    file: `${ENGINE}/steps/StepRunner.ts`,
    search: `Math.max(run.watchedSinceMs, run.state.startedAtMs ?? 0)`,
    replacement: `run.state.startedAtMs ?? 0`,
  },
];

import { Mutant } from './Mutant';

const ENGINE = 'plugins/upgrade-backend/src/engine';
const HEALTH = 'plugins/upgrade-backend/src/health';

/** How applications are judged, and what follows. */
export const HEALTH_MUTANTS: readonly Mutant[] = [
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
    file: `${HEALTH}/judgeApplication.ts`,
    search: `const excused = found.filter(isKnown);`,
    replacement: `known.failing.length = 0;
  const excused = found.filter(isKnown);`,
  },
  {
    name: 'threshold',
    guard: 'a breach that lasts is acted on',
    why: 'an upgrade goes on while an application is down',
    file: `${ENGINE}/decisions/thresholdActions.ts`,
    search: `health?.exceededSinceMs === undefined ||`,
    replacement: `health !== null ||`,
  },
  {
    name: 'recovery',
    guard: 'a breach is over when the application has recovered',
    why: 'two short failures count as a long one',
    file: `${HEALTH}/judgeApplication.ts`,
    search: `    ...(isExceeded && {
      exceededSinceMs`,
    replacement: `    ...((isExceeded || previous?.exceededSinceMs !== undefined) && {
      exceededSinceMs`,
  },
  {
    name: 'watched-anew',
    guard: 'a breach that nobody watched for a while counts anew',
    why: 'two short failures count as a long one, with a pause between them',
    file: `${HEALTH}/ApplicationMonitor.ts`,
    search: `this.#hasJudged || this.isContinued ? previous : begunAnew(previous);`,
    replacement: `previous;`,
  },
  {
    name: 'stale-health',
    guard:
      'nothing follows from health that nobody has looked at since the upgrade was taken up',
    why: 'everything is rolled back for a failure that is long over',
    file: `${ENGINE}/decisions/decideNext.ts`,
    search: `(limits.isHealthStale ? undefined : actOnThresholds(state, plans, nowMs));`,
    replacement: `actOnThresholds(state, plans, nowMs);`,
  },
  {
    name: 'blind',
    guard: 'what was not heard of for long is not known',
    why: 'nodes are taken out while nobody can see how applications fare',
    file: `${ENGINE}/ClusterInformer.ts`,
    search: `return this.ports.clock.now() - heardAtMs > STALE_MS;`,
    replacement: `return heardAtMs === Infinity;`,
  },
  {
    name: 'silence',
    guard: 'a threshold that people silence does not act',
    why: 'everything is rolled back though somebody knows better',
    file: `${ENGINE}/decisions/thresholdActions.ts`,
    search: `!(nowMs < (state.silenced[health.applicationId]?.untilMs ?? 0)),`,
    replacement: `health !== null,`,
  },
  {
    name: 'moved',
    guard:
      'what a drain moved may take its time within the budget of its application',
    why: 'an upgrade is rolled back for the pods that it moved itself',
    file: `${HEALTH}/failingInstances.ts`,
    search: `isWithinBudget && wasMadeSince(pod, startedAtMs)`,
    replacement: `isWithinBudget === undefined`,
  },
];

import {
  ApplicationHealth,
  Failure,
  PlanKind,
  PlanOutline,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  failStep,
  finishStep,
  runningScenario,
  Scenario,
  startStep,
  waitStep,
} from '../src/testFixtures/scenario';

/** An upgrade in one of the states that its pages show, on a cluster of its own. */
export interface ExampleUpgrade {
  /** Of the cluster's entity, and of the upgrade. */
  name: string;
  /** Of the cluster: says the state. */
  title: string;
  /** Nodes that are done on the way there. */
  done: number;
  /** Absent: the cluster is idle. */
  scenario?: Scenario;
}

const MINUTE_MS = 60_000;

const BREACH: Failure = {
  kind: 'measured',
  cause: {
    code: 'threshold-exceeded',
    params: {
      application: 'shop/checkout',
      reason: 'crash-loop',
      failing: 3,
      allowed: 2,
    },
    text: 'shop/checkout had 3 crash-looping instances, 2 allowed',
  },
  remedy: 'Look at the log of its pods.',
};

const health = (
  verdict: ApplicationHealth['verdict'],
  failing: number,
): ApplicationHealth => ({
  applicationId: 'shop/checkout',
  verdict,
  desired: 8,
  ready: 8 - failing,
  failing: Array.from({ length: failing }, (_, index) => ({
    pod: `checkout-${index}`,
    node: 'w-1',
    reason: 'crash-loop',
    detail: 'exit code 1, restarted 4 times',
    sinceMs: Date.now(),
  })),
  knownBeforeStart: [],
  allowedInstances: 2,
  rule: {
    code: 'allowed',
    text: `${failing} of 8 instances fail, 2 are allowed.`,
  },
  judgedAtMs: Date.now(),
});

function example(
  name: string,
  title: string,
  shape: { nodes: number; done: number },
  then: (scenario: Scenario) => void,
): ExampleUpgrade {
  const scenario = runningScenario({
    ...shape,
    upgradeId: name,
    clusterRef: `resource:default/${name}`,
    startMs: Date.now() - 4 * MINUTE_MS,
  });
  scenario.log.add('health-changed', { health: health('good', 0) });
  then(scenario);
  return { name, title, done: shape.done, scenario };
}

/** What the pages show, from the first node to the report. */
export const exampleUpgrades: ExampleUpgrade[] = [
  { name: 'idle', title: 'Nothing runs', done: 0 },
  example('moving', 'Goes on by itself', { nodes: 6, done: 1 }, () => {}),
  example('blocked', 'A budget blocks', { nodes: 6, done: 2 }, ({ log }) => {
    finishStep(log, 'w-3/cordon');
    startStep(log, 'w-3/drain');
    waitStep(log, 'w-3/drain', {
      sinceMs: Date.now() - 2 * MINUTE_MS,
      untilMs: Date.now() + 13 * MINUTE_MS,
    });
  }),
  example('paused', 'Paused', { nodes: 6, done: 3 }, ({ log }) => {
    log.add('pause-begun', { reason: 'The shop has a sale.' });
    log.add('paused', { reason: 'The shop has a sale.' });
  }),
  example('failed', 'Needs a decision', { nodes: 6, done: 1 }, ({ log }) => {
    failStep(log, 'w-2/cordon');
    log.add('needs-attention', {
      failure: {
        kind: 'measured',
        cause: {
          code: 'x',
          text: 'The agent of w-2 restarts again and again.',
        },
        remedy: 'Look at its log.',
      },
    });
  }),
  example('back', 'Rolls back', { nodes: 6, done: 2 }, ({ log }) => {
    log
      .add('threshold-exceeded', { health: health('breach', 3) })
      .add('rollback-begun', { automatic: true, cause: BREACH, steps: 10 });
    finishStep(log, 'undo/w-2/cordon', 'rollback');
    startStep(log, 'undo/w-2/drain', 'rollback');
  }),
  example('restored', 'Rolled back', { nodes: 6, done: 1 }, ({ plan, log }) => {
    log
      .add('threshold-exceeded', { health: health('breach', 3) })
      .add('rollback-begun', { automatic: true, cause: BREACH, steps: 5 });
    wayBack(plan, 1).steps.forEach(({ id }) => finishStep(log, id, 'rollback'));
    log
      .add('health-changed', { health: health('good', 0) })
      .add('restore-check-begun', {})
      .add('restore-checked', {
        proof: {
          comparedAtMs: Date.now(),
          total: 18,
          restored: 18,
          differences: [],
        },
      })
      .add('finished', { outcome: 'rolled-back' });
  }),
  example('completed', 'Completed', { nodes: 6, done: 6 }, ({ log }) => {
    finishStep(log, 'final-soak');
    log.add('finished', { outcome: 'completed' });
  }),
  example('large', '600 nodes', { nodes: 600, done: 212 }, ({ log }) => {
    startStep(log, 'w-213/cordon');
  }),
];

/** The plan of a kind, as far as an example has one. */
export function planOfExample(
  { scenario, done }: ExampleUpgrade,
  kind: PlanKind,
): PlanOutline {
  const plan = scenario!.plan;
  return kind === 'upgrade' ? plan : wayBack(plan, done);
}

/** The first nodes go back, each by its steps in the other direction. */
function wayBack(plan: Scenario['plan'], nodes: number): PlanOutline {
  const touched = new Set(
    Array.from({ length: nodes }, (_, index) => `w-${index + 1}`),
  );
  return {
    ...plan,
    kind: 'rollback',
    phases: [{ id: 'nodes', title: 'Nodes' }],
    steps: plan.steps
      .filter(({ subject }) => subject && touched.has(subject))
      .map(step => ({
        ...step,
        id: `undo/${step.id}`,
        title: `Undo: ${step.title}`,
        dependsOn: [],
      })),
  };
}

/** Takes the upgrade one step further: from the first that is under way to the next. */
export function goOn({ plan, log }: Scenario): void {
  const states = log.state.steps.upgrade;
  const open = plan.steps.find(({ id }) => states[id]?.status !== 'done');
  if (!open) {
    if (log.state.status !== 'finished') {
      log.add('finished', { outcome: 'completed' });
    }
  } else if (states[open.id]) {
    log.add('step-done', {
      plan: 'upgrade',
      stepId: open.id,
      result: { code: 'done', text: 'Done.' },
    });
  } else {
    startStep(log, open.id);
  }
}

import {
  ENGINE_ACTOR,
  evolve,
  FailedLimit,
  Failure,
  PlanKind,
  PlanStep,
  StepState,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import fc from 'fast-check';
import {
  SAMPLE_REQUESTER,
  samplePlan,
  sampleState,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { BAD, scripted } from '@cluster-upgrade/simulation';
import { decideNext } from './decideNext';
import { failedLanes, failureToDecide, isGoneRound } from './failedLanes';

const nameOf = (index: number) => `n-${index}`;

/** So many nodes, each taken out, worked on and brought back; the last step is of no node. */
function planOf(
  nodes: number,
  maxFailedNodes?: FailedLimit,
  kind: PlanKind = 'upgrade',
): UpgradePlan {
  const sample = samplePlan([]);
  const steps = Array.from({ length: nodes }, (_, index): PlanStep[] => {
    const name = nameOf(index);
    const lane = { id: `node/${name}`, group: 'nodes', target: name };
    const bringBack = scripted(`in/${name}`);
    return [
      sampleStep({
        id: `${name}/work`,
        lane,
        undo: [
          sampleUndo({
            id: `undo/${name}/in`,
            lane,
            when: 'always',
            input: bringBack,
          }),
        ],
      }),
      sampleStep({
        id: `${name}/in`,
        lane,
        dependsOn: [`${name}/work`],
        input: bringBack,
      }),
    ];
  });
  return samplePlan([...steps.flat(), sampleStep({ id: 'last' })], {
    kind,
    strategy: { ...sample.strategy, maxFailedNodes },
  });
}

const failedWith = (failure: Failure): StepState => ({
  status: 'failed',
  attempt: 1,
  failure,
});

function stateOf(
  plan: UpgradePlan,
  skippedBy: Record<string, string>,
  failedId = 'n-0/work',
  failure: Failure = BAD,
): UpgradeState {
  return sampleState(
    {
      status: plan.kind === 'upgrade' ? 'running' : 'rolling-back',
      activePlan: plan.kind,
      steps: {
        upgrade: {},
        rollback: {},
        cleanup: {},
        [plan.kind]: { [failedId]: failedWith(failure) },
      },
      skipped: Object.fromEntries(
        Object.entries(skippedBy).map(([name, by]) => [
          `node/${name}`,
          { by, atMs: 0, reason: 'dead', plan: plan.kind },
        ]),
      ),
    },
    plan,
  );
}

function answerTo(
  plan: UpgradePlan,
  skippedBy: Record<string, string> = {},
  failedId = 'n-0/work',
  {
    failure = BAD,
    onRollback = 0,
  }: { failure?: Failure; onRollback?: FailedLimit } = {},
): string {
  const state = stateOf(plan, skippedBy, failedId, failure);
  const step = plan.steps.find(({ id }) => id === failedId)!;
  const plans = { upgrade: planOf(10), [plan.kind]: plan };
  const count = failedLanes(state, plan, step, onRollback);
  return isGoneRound(state, plans, step, count) ? 'goes round' : 'asks';
}

const engine = (...names: string[]) =>
  Object.fromEntries(names.map(name => [name, ENGINE_ACTOR]));
const person = (...names: string[]) =>
  Object.fromEntries(names.map(name => [name, SAMPLE_REQUESTER]));

describe('a node that failed', () => {
  it.each<[string, FailedLimit | undefined, Record<string, string>, string]>([
    ['without a limit', undefined, {}, 'asks'],
    ['with none allowed', 0, {}, 'asks'],
    ['as the first of one', 1, {}, 'goes round'],
    ['as the second of one', 1, engine('n-5'), 'asks'],
    ['as the second of two', 2, engine('n-5'), 'goes round'],
    ['as the third of two', 2, engine('n-5', 'n-6'), 'asks'],
    ['with others that people skipped', 1, person('n-5', 'n-6'), 'goes round'],
    ['as the first of 10 %', '10%', {}, 'goes round'],
    ['as the second of 10 %', '10%', engine('n-5'), 'asks'],
    ['as the first of less than one', '9%', {}, 'asks'],
  ])('%s of ten', (_, limit, skipped, expected) => {
    expect(answerTo(planOf(10, limit), skipped)).toBe(expected);
  });

  it('is asked about when the API refused, when it has to be given back, and when it is no node', () => {
    const plan = planOf(10, '100%');
    const failure: Failure = { ...BAD, kind: 'error' };
    expect(answerTo(plan, {}, 'n-0/work', { failure })).toBe('asks');
    expect(answerTo(plan, {}, 'n-0/in')).toBe('asks');
    expect(answerTo(plan, {}, 'last')).toBe('asks');
  });

  it('is asked about where its failure concerns the whole cluster, and told why', () => {
    const sample = planOf(10, '100%');
    const [step, ...others] = sample.steps;
    const plan = {
      ...sample,
      steps: [{ ...step, failureScope: 'cluster' as const }, ...others],
    };
    expect(answerTo(plan)).toBe('asks');
    expect(answerTo(plan, {}, 'n-1/work')).toBe('goes round');
    const count = failedLanes(stateOf(plan, {}), plan, plan.steps[0], 0);
    expect(failureToDecide(BAD, plan, plan.steps[0], count)).toEqual({
      ...BAD,
      remedy:
        'Mend it. The plan leaves a failure of this step to a person. An operator can also skip n-0 for a reason, so that the others go on.',
    });
  });

  it.each<[string, number, 'cluster' | undefined, string]>([
    ['for another reason', 2, undefined, 'Mend it. An operator'],
    ['as the last that may', 1, 'cluster', 'Mend it. The plan leaves'],
    ['as one too many', 0, 'cluster', 'Mend it. An operator'],
  ])(
    'is told to be the plan’s to leave to a person only where it is: %s',
    (_, allowed, failureScope, beginning) => {
      const plan = planOf(10, allowed);
      const step = { ...plan.steps[0], failureScope };
      const count = failedLanes(stateOf(plan, {}), plan, step, 0);
      expect(failureToDecide(BAD, plan, step, count).remedy).toMatch(
        new RegExp(`^${beginning}`),
      );
    },
  );

  it('counts once, whether or not it was gone round before', () => {
    const plan = planOf(10, 1);
    const state = stateOf(plan, engine('n-0'), 'n-0/in');
    expect(failedLanes(state, plan, plan.steps[1], 0)?.failed).toBe(1);
  });

  it('counts against the limit of the way that is gone', () => {
    const back = planOf(10, 0, 'rollback');
    expect(answerTo(back, {}, 'n-0/work', { onRollback: 1 })).toBe(
      'goes round',
    );
    expect(answerTo(back, {}, 'n-0/work', { onRollback: '20%' })).toBe(
      'goes round',
    );
    expect(answerTo(planOf(10, '100%', 'rollback'))).toBe('asks');
    expect(
      answerTo(planOf(10, '100%', 'cleanup'), {}, 'n-0/work', {
        onRollback: 9,
      }),
    ).toBe('asks');
  });

  it('counts as failed still when a person gives up what was left of it', () => {
    const plan = planOf(10, 1);
    const before = stateOf(plan, {}, 'n-0/work');
    const skippedBy = (state: UpgradeState, by: string) =>
      evolve(state, {
        upgradeId: state.id,
        seq: state.seq + 1,
        atMs: 0,
        actor: ENGINE_ACTOR,
        type: 'lane-skipped',
        data: { plan: 'upgrade', laneId: 'node/n-5', reason: 'dead', by },
      });
    const failedIn = (state: UpgradeState) =>
      failedLanes(state, plan, plan.steps[0], 0)?.failed;
    expect(failedIn(skippedBy(before, SAMPLE_REQUESTER))).toBe(1);
    const gone = skippedBy(before, ENGINE_ACTOR);
    expect(failedIn(gone)).toBe(2);
    const givenUp = skippedBy(gone, SAMPLE_REQUESTER);
    expect(failedIn(givenUp)).toBe(2);
    expect(failedIn(skippedBy(givenUp, SAMPLE_REQUESTER))).toBe(2);
    expect(givenUp.skipped?.['node/n-5'].by).toBe(SAMPLE_REQUESTER);
  });

  it('tells what can be done, and how many failed where that is too many', () => {
    const told = (limit: FailedLimit, skipped: Record<string, string>) => {
      const plan = planOf(10, limit);
      const state = stateOf(plan, skipped);
      const [step] = plan.steps;
      return failureToDecide(
        BAD,
        plan,
        step,
        failedLanes(state, plan, step, 0),
      );
    };
    expect(told(0, {})).toEqual({
      ...BAD,
      remedy:
        'Mend it. An operator can also skip n-0 for a reason, so that the others go on.',
    });
    expect(told('10%', engine('n-5')).cause).toEqual({
      code: 'bad',
      params: { failed: 2, allowed: 1 },
      text: '2 of 10 nodes failed, and 1 may. The last is n-0: It is bad',
    });
  });

  it('stops no roll before one more failed than may, and every roll then', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.oneof(
          fc.nat({ max: 12 }),
          fc.nat({ max: 100 }).map(share => `${share}%`),
        ),
        fc.uniqueArray(fc.nat({ max: 11 })),
        (nodes, limit, failing) => {
          const plan = planOf(nodes, limit);
          const dead = failing.filter(index => index < nodes).map(nameOf);
          const allowed =
            typeof limit === 'number'
              ? limit
              : Math.floor((Number.parseInt(limit, 10) * nodes) / 100);
          const { outcome, skipped } = roll(plan, new Set(dead));
          expect(outcome).toBe(
            dead.length > allowed ? 'asks' : 'comes to its end',
          );
          expect(skipped).toBe(Math.min(dead.length, allowed));
        },
      ),
    );
  });
});

/** A whole roll in which some nodes fail, one after the other. */
function roll(plan: UpgradePlan, dead: ReadonlySet<string>) {
  const plans = { upgrade: plan };
  const steps: Record<string, StepState> = {};
  const skipped: NonNullable<UpgradeState['skipped']> = {};
  for (;;) {
    const state = sampleState(
      {
        steps: { upgrade: { ...steps }, rollback: {}, cleanup: {} },
        skipped: { ...skipped },
      },
      plan,
    );
    const decision = decideNext(state, plans, 0, { blindPauseMs: Infinity });
    const events = decision.do === 'append' ? decision.events : [];
    for (const event of events) {
      if (event.type === 'needs-attention' || event.type === 'finished') {
        return {
          outcome: event.type === 'finished' ? 'comes to its end' : 'asks',
          skipped: Object.keys(skipped).length,
        };
      }
      if (event.type === 'lane-skipped') {
        const { laneId, by, reason } = event.data;
        skipped[laneId] = { by, reason, atMs: 0, plan: 'upgrade' };
      } else if (event.type === 'step-abandoned') {
        steps[event.data.stepId] = { status: 'abandoned', attempt: 1 };
      }
    }
    const begun = decision.do === 'run' ? decision.begin : [];
    begun.forEach(({ id, lane }) => {
      const isDead = id.endsWith('/work') && dead.has(lane?.target ?? '');
      steps[id] = isDead ? failedWith(BAD) : { status: 'done', attempt: 1 };
    });
  }
}

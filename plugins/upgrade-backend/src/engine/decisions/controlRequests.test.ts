import {
  availableActions,
  ControlAction,
  ControlRequest,
  NewEvent,
  PlanStep,
  StepState,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { nodeAdmission } from '@cluster-upgrade/plugin-upgrade-node';
import fc from 'fast-check';
import {
  SAMPLE_REQUESTER,
  samplePlan,
  sampleState,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { BAD, scripted } from '@cluster-upgrade/simulation';
import { answerRequest } from './controlRequests';
import { Plans } from './Plans';
import { decideNext, Decision } from './decideNext';
import { engineEvent, makeTransition } from './transition';

const NODES = ['n0', 'n1', 'n2', 'n3', 'n4'];

/** Each node is taken out of service, worked on and brought back, on the way and on the way back. */
function rollOf(maxUnavailable: number): UpgradePlan {
  const steps = NODES.flatMap(name => {
    const lane = { id: `node/${name}`, group: 'nodes', target: name };
    const bringBack = sampleUndo({
      id: `undo/${name}/in`,
      lane,
      input: scripted(`${name}/in`),
      when: 'always',
    });
    return [
      sampleStep({ id: `${name}/out`, lane, undo: [bringBack] }),
      sampleStep({
        id: `${name}/work`,
        lane,
        dependsOn: [`${name}/out`],
        undo: [sampleUndo({ id: `undo/${name}/out`, lane }), bringBack],
      }),
      sampleStep({
        id: `${name}/in`,
        lane,
        dependsOn: [`${name}/work`],
        input: scripted(`${name}/in`),
      }),
    ];
  });
  return samplePlan(steps, {
    laneLimits: { nodes: maxUnavailable },
    admission: { nodes: nodeAdmission(maxUnavailable) },
  });
}

/** An upgrade with its plans and its cluster, driven by decisions alone. */
class Course {
  state: UpgradeState;
  readonly out = new Set<string>();
  onTakeOut = () => {};
  readonly #plans: Plans;

  constructor(max: number) {
    const upgrade = rollOf(max);
    this.#plans = { upgrade };
    this.state = sampleState({}, upgrade);
  }

  get plan(): UpgradePlan {
    return this.#plans[this.state.activePlan]!;
  }

  ask(action: ControlAction, laneId: string): void {
    if (availableActions(this.state)[action].available) {
      const isSkip = action === 'skip';
      this.#apply([
        {
          actor: SAMPLE_REQUESTER,
          type: 'control-requested',
          data: { action, reason: 'asked', ...(isSkip && { laneId }) },
        },
      ]);
    }
  }

  /** One decision, carried out. */
  turn(): void {
    const decision = this.decide();
    if (decision.do === 'append') {
      if (decision.plan) {
        this.#plans[decision.plan.kind] = decision.plan;
      }
      this.#apply(decision.events);
    } else if (decision.do === 'run') {
      this.#begin(decision.begin.map(({ id }) => id));
    }
  }

  decide(): Decision {
    const seen = [...this.out].map(name => ({ name, why: 'cordoned' }));
    return decideNext(this.state, this.#plans, 0, {
      blindPauseMs: Infinity,
      outOfService: { nodes: seen },
    });
  }

  #begin(stepIds: string[]): void {
    for (const stepId of stepIds) {
      const plan = this.state.activePlan;
      const attempt = (this.state.steps[plan][stepId]?.attempt ?? 0) + 1;
      this.#apply([engineEvent('step-started', { plan, stepId, attempt })]);
      if (stepId.endsWith('/out')) {
        this.out.add(nameOf(stepId));
        this.onTakeOut();
      }
    }
  }

  /** The first step under way ends. */
  settle(isWell: boolean): void {
    const plan = this.state.activePlan;
    const [stepId] =
      Object.entries(this.state.steps[plan]).find(
        ([, { status }]) => status === 'running',
      ) ?? [];
    const mayEnd = ['running', 'pausing', 'cancelling', 'rolling-back'];
    if (!stepId || !mayEnd.includes(this.state.status)) {
      return;
    }
    if (!isWell) {
      this.#apply([engineEvent('step-failed', { plan, stepId, failure: BAD })]);
      return;
    }
    if (stepId.endsWith('/in')) {
      this.out.delete(nameOf(stepId));
    }
    const result = { code: 'ok', text: 'It is done' };
    this.#apply([engineEvent('step-done', { plan, stepId, result })]);
  }

  #apply(events: readonly NewEvent[]): void {
    this.state = makeTransition(this.state, events, 0).state;
  }
}

const nameOf = (stepId: string) =>
  stepId.replace('undo/', '').replace(/\/.*/, '');

/** A round is a decision and the end of a step. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant('go-on' as const),
    rounds: fc.integer({ min: 1, max: 3 }),
  }),
  // What a person does who paused to think it over.
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('change-course' as const),
      action: fc.constantFrom<ControlAction>('rollback', 'cancel', 'resume'),
      rounds: fc.integer({ min: 0, max: 3 }),
    }),
  },
  fc.record({
    what: fc.constantFrom('turn' as const, 'well' as const, 'badly' as const),
  }),
  fc.record({
    what: fc.constantFrom<ControlAction>('pause', 'retry', 'skip'),
    node: fc.constantFrom(...NODES),
  }),
);

interface Happening {
  what: string;
  node?: string;
  action?: ControlAction;
  rounds?: number;
}

function letHappen(course: Course, happened: Happening): void {
  const { what, node, action, rounds = 0 } = happened;
  if (what === 'turn') {
    course.turn();
  } else if (what === 'change-course') {
    course.ask('pause', '');
    goOn(course, 10);
    course.ask(action!, '');
    course.turn();
  } else if (what === 'well' || what === 'badly') {
    course.settle(what === 'well');
  } else if (what !== 'go-on') {
    course.ask(what as ControlAction, `node/${node}`);
    course.turn();
  }
  goOn(course, rounds);
}

function goOn(course: Course, rounds: number): void {
  for (let round = 0; round < rounds; round += 1) {
    course.turn();
    course.settle(true);
  }
}

describe('requests in any order', () => {
  const courses = [
    fc.integer({ min: 1, max: 3 }),
    fc.array(happening, { minLength: 15, maxLength: 25 }),
  ] as const;

  it('take no more nodes out of service than the limit, ways back that are tried again included', () => {
    fc.assert(
      fc.property(...courses, (max, happenings) => {
        const course = new Course(max);
        course.onTakeOut = () => {
          // Where more is out already, one at a time goes on.
          const allowed = course.out.size > max ? 1 : max;
          expect(lanesUnderWay(course)).toBeLessThanOrEqual(allowed);
        };
        happenings.forEach(happened => letHappen(course, happened));
      }),
      { numRuns: 500 },
    );
  });

  it('leave an upgrade that comes to its end once steps succeed and people say go on', () => {
    fc.assert(
      fc.property(...courses, (max, happenings) => {
        const course = new Course(max);
        happenings.forEach(happened => letHappen(course, happened));
        const isAtEnd = () =>
          ['finished', 'checking-restore'].includes(course.state.status);
        for (let round = 0; round < 300 && !isAtEnd(); round += 1) {
          course.turn();
          course.ask('resume', '');
          course.ask('retry', '');
          course.turn();
          course.settle(true);
        }
        expect(isAtEnd()).toBe(true);
      }),
    );
  });
});

describe('a way back that was given up and is begun again', () => {
  it('goes as the first time: no more nodes at once, and nothing skipped yet', () => {
    const course = new Course(1);
    goOn(course, 12);
    const turnTo = (action: ControlAction, rounds: number) => {
      letHappen(course, { what: 'change-course', action, rounds });
    };
    turnTo('rollback', 2);
    course.turn();
    course.ask('skip', `node/${[...course.out][0]}`);
    goOn(course, 3);
    expect(course.state.skipped).toBeDefined();
    turnTo('cancel', 0);
    expect(course.state.activePlan).toBe('cleanup');
    turnTo('rollback', 0);
    expect(course.state.activePlan).toBe('rollback');
    expect(course.state.skipped).toBeUndefined();
    course.turn();
    expect(lanesUnderWay(course)).toBe(1);
    expect(course.out.size).toBe(1);
  });
});

describe('a request to skip', () => {
  it.each<[string, number, RegExp]>([
    ['is through with it', 3, /n0 is left to skip: the upgrade is through/],
    ['only gives back', 2, /n0 is left to skip: what remains only gives back/],
  ])('is refused, with the reason, where the upgrade %s', (_, rounds, text) => {
    const course = new Course(1);
    goOn(course, rounds);
    course.ask('skip', 'node/n0');
    expect(course.decide()).toMatchObject({
      events: [
        {
          type: 'control-refused',
          data: {
            action: 'skip',
            reason: { text: expect.stringMatching(text) },
          },
        },
      ],
    });
    course.turn();
    expect(course.state.skipped).toBeUndefined();
  });

  it('is carried out as long as something is left to give up', () => {
    const course = new Course(1);
    goOn(course, 1);
    course.ask('skip', 'node/n0');
    course.turn();
    expect(course.state.skipped).toHaveProperty('node/n0');
    goOn(course, 50);
    expect(course.state).toMatchObject({
      outcome: 'stopped-mixed',
      steps: { upgrade: { 'n0/work': { status: 'abandoned' } } },
    });
    expect(course.state.steps.upgrade['n0/in'].status).toBe('done');
  });
});

describe('what a request comes to', () => {
  const stepIn = (status: StepState['status']): StepState => ({
    status,
    attempt: 1,
  });
  const upgrade = samplePlan([
    sampleStep({ id: 'a', undo: [sampleUndo({ id: 'back/a' })] }),
    sampleStep({
      id: 'b',
      undo: [sampleUndo({ id: 'back/b', when: 'always' })],
    }),
    sampleStep({ id: 'c' }),
    sampleStep({ id: 'd' }),
  ]);
  const answer = (
    control: Partial<ControlRequest>,
    state: Partial<UpgradeState> = {},
    plans: Plans = { upgrade },
  ) =>
    answerRequest(
      sampleState(
        {
          control: {
            action: 'pause',
            by: SAMPLE_REQUESTER,
            atMs: 0,
            ...control,
          },
          ...state,
        },
        upgrade,
      ),
      plans,
    );
  const steps = (table: Record<string, StepState>, of = 'upgrade') => ({
    steps: { upgrade: {}, rollback: {}, cleanup: {}, [of]: table },
  });

  it('is nothing where there is none, or while a pause waits for the snapshot', () => {
    expect(answer({}, { control: undefined })).toBeUndefined();
    expect(answer({}, { status: 'snapshotting' })).toBeUndefined();
    expect(
      answer({ action: 'cancel' }, { status: 'snapshotting' })?.events,
    ).toMatchObject([{ type: 'cancel-begun' }]);
  });

  it('is a rollback that a person wanted, with the number of its steps', () => {
    const state = steps({ a: stepIn('done'), b: stepIn('done') });
    const move = answer({ action: 'rollback' }, state);
    expect(move?.events).toMatchObject([
      { type: 'rollback-begun', data: { automatic: false, steps: 2 } },
    ]);
    expect(move?.plan?.steps.map(({ id }) => id)).toEqual(['back/b', 'back/a']);
  });

  it('is a cleanup that gives back what was borrowed, with the number of its steps', () => {
    const state = steps({ a: stepIn('done'), b: stepIn('done') });
    const move = answer({ action: 'cancel' }, state);
    expect(move?.events).toMatchObject([
      { type: 'cancel-begun', data: { steps: 1 } },
    ]);
    expect(move?.plan?.kind).toBe('cleanup');
  });

  it('gives up nothing of a way whose plan is not stored', () => {
    const state = {
      status: 'needs-attention',
      activePlan: 'cleanup',
      ...steps({ 'back/b': stepIn('running') }, 'cleanup'),
    } as const;
    expect(answer({ action: 'rollback' }, state)?.events).toMatchObject([
      { type: 'rollback-begun' },
    ]);
  });

  it('is another try of what failed, and of what was interrupted', () => {
    const state = {
      status: 'needs-attention',
      ...steps({
        a: stepIn('done'),
        b: stepIn('failed'),
        c: stepIn('running'),
        d: stepIn('waiting'),
        e: stepIn('pending'),
        f: stepIn('abandoned'),
      }),
    } as const;
    const again = (stepId: string) => ({
      type: 'step-retried',
      data: { plan: 'upgrade', stepId },
    });
    expect(answer({ action: 'retry' }, state)?.events).toMatchObject([
      { type: 'retried', data: { steps: ['b', 'c', 'd'] } },
      again('b'),
      again('c'),
      again('d'),
    ]);
  });

  it('names what a pause can’t hold, of the way that is gone', () => {
    const why = 'It is done as a whole';
    const firm = { pausing: { kind: 'finished-first', why } } as const;
    const way = samplePlan([sampleStep({ id: 'a', ...firm })]);
    const back = samplePlan([sampleStep({ id: 'back', ...firm })], {
      kind: 'rollback',
    });
    const plans = { upgrade: way, rollback: back };
    const data = (table: Record<string, StepState>) =>
      answer({}, steps(table), plans)?.events[0].data;
    expect(data({ a: stepIn('running') })).toMatchObject({
      waitsFor: [{ params: { step: 'Do a' } }],
    });
    expect(data({})).toEqual({});
    const onWayBack = {
      status: 'rolling-back',
      activePlan: 'rollback',
      ...steps({ back: stepIn('waiting') }, 'rollback'),
    } as const;
    expect(answer({}, onWayBack, plans)?.events[0].data).toMatchObject({
      waitsFor: [{ params: { step: 'Do back' } }],
    });
  });

  describe('that asks to end with what is left over', () => {
    const cleanup = samplePlan(
      ['given', 'refused', 'unseen', 'open'].map(id => sampleStep({ id })),
      { kind: 'cleanup' },
    );
    const object = { apiVersion: 'v1', kind: 'Node', name: 'w-1' };
    const ended = (state: Partial<UpgradeState>, plans: Plans) =>
      answer(
        { action: 'end' },
        { status: 'needs-attention', activePlan: 'cleanup', ...state },
        plans,
      )?.events;

    it('names each step back that was not done, with what held it up', () => {
      const table = {
        given: stepIn('done'),
        refused: { ...stepIn('failed'), failure: { ...BAD, object } },
        unseen: { ...stepIn('failed'), failure: BAD },
      };
      expect(ended(steps(table, 'cleanup'), { upgrade, cleanup })).toEqual([
        engineEvent('finished', {
          outcome: 'stopped-mixed',
          leftovers: [
            {
              stepId: 'refused',
              title: 'Do refused',
              cause: BAD.cause,
              object,
            },
            { stepId: 'unseen', title: 'Do unseen', cause: BAD.cause },
            { stepId: 'open', title: 'Do open' },
          ],
        }),
      ]);
    });

    it('names nothing where nothing was to be given back', () => {
      expect(ended({}, { upgrade })).toMatchObject([
        { type: 'finished', data: { leftovers: [] } },
      ]);
    });
  });
});

function lanesUnderWay({ plan, state }: Course): number {
  return NODES.filter(name => {
    const ofLane = plan.steps
      .filter(({ lane }) => lane?.target === name)
      .map(
        ({ id }: PlanStep) =>
          state.steps[plan.kind][id] ?? { status: 'pending', attempt: 0 },
      );
    return (
      ofLane.some(
        ({ status, attempt, isReset }) =>
          status !== 'pending' &&
          // Skipped before it began: its node is in service.
          !(status === 'abandoned' && (attempt === 0 || isReset)),
      ) &&
      ofLane.some(({ status }) => status !== 'done' && status !== 'abandoned')
    );
  }).length;
}

import {
  ApplicationHealth,
  ControlAction,
  ControlRequest,
  PlanKind,
  StepState,
  UpgradeState,
  UpgradeStatus,
} from '@cluster-upgrade/plugin-upgrade-common';
import { nodeAdmission } from '@cluster-upgrade/plugin-upgrade-node';
import fc from 'fast-check';
import {
  samplePlan,
  sampleState,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { BAD } from '@cluster-upgrade/simulation';
import { Plans } from './Plans';
import { decideNext, Decision } from './decideNext';
import { makeTransition } from './transition';

const NOW_MS = 1_000_000;
const LIMITS = { blindPauseMs: 120_000 };
const plan = samplePlan([
  sampleStep({ id: 'a', undo: [sampleUndo({ id: 'back/a' })] }),
  sampleStep({ id: 'b', dependsOn: ['a'] }),
]);
const rollback = samplePlan([sampleStep({ id: 'back/a' })], {
  kind: 'rollback',
});
const cleanup = samplePlan([], { kind: 'cleanup' });
const plans: Plans = { upgrade: plan, rollback, cleanup };

const step = (status: StepState['status']): StepState => ({
  status,
  attempt: 1,
  ...(status === 'failed' && { failure: BAD }),
});

const decide = (state: Partial<UpgradeState>): Decision =>
  decideNext(sampleState(state, plan), plans, NOW_MS, LIMITS);

const types = (decision: Decision) =>
  decision.do === 'append' ? decision.events.map(({ type }) => type) : [];

const steps = (upgrade: Record<string, StepState>) => ({
  steps: { upgrade, rollback: {}, cleanup: {} },
});

const asked = (action: ControlAction) => ({
  control: { action, by: 'user:default/ada', atMs: 0 },
});

const blind = (judgedAtMs: number): ApplicationHealth => ({
  applicationId: 'shop/checkout',
  verdict: 'no-data',
  desired: 1,
  ready: 0,
  failing: [],
  knownBeforeStart: [],
  allowedInstances: 0,
  rule: { code: 'no-data', text: 'nothing is seen' },
  judgedAtMs,
});

describe('decideNext', () => {
  it.each<[string, Partial<UpgradeState>, Decision['do'], string[]]>([
    [
      'saves the snapshot first',
      { status: 'queued' },
      'append',
      ['snapshot-begun'],
    ],
    ['takes the snapshot', { status: 'snapshotting' }, 'take-snapshot', []],
    ['begins what is ready', {}, 'run', []],
    [
      'completes when all is done',
      steps({ a: step('done'), b: step('done') }),
      'append',
      ['finished'],
    ],
    [
      'asks a person when a step failed',
      steps({ a: step('failed') }),
      'append',
      ['needs-attention'],
    ],
    ['rests while paused', { status: 'paused' }, 'rest', []],
    ['rests while a person decides', { status: 'needs-attention' }, 'rest', []],
    [
      'pauses when nothing is under way',
      { status: 'pausing' },
      'append',
      ['paused'],
    ],
    [
      'carries on what is under way before it pauses',
      { status: 'pausing', ...steps({ a: step('waiting') }) },
      'run',
      [],
    ],
    [
      'compares with the snapshot when all is back',
      {
        status: 'rolling-back',
        activePlan: 'rollback',
        steps: {
          upgrade: {},
          rollback: { 'back/a': step('done') },
          cleanup: {},
        },
      },
      'append',
      ['restore-check-begun'],
    ],
    [
      'checks the restored state',
      { status: 'checking-restore' },
      'check-restore',
      [],
    ],
    [
      'ends a cancelled upgrade when all is given back',
      { status: 'cancelling', activePlan: 'cleanup' },
      'append',
      ['finished'],
    ],
    ['lets go what is finished', { status: 'finished' }, 'let-go', []],
  ])('%s', (_, state, expected, events) => {
    const decision = decide(state);
    expect(decision.do).toBe(expected);
    expect(types(decision)).toEqual(events);
  });

  it.each<[ControlAction, Partial<UpgradeState>, string[]]>([
    ['pause', {}, ['pause-begun']],
    ['pause', { status: 'queued' }, ['paused']],
    ['resume', { status: 'paused' }, ['resumed']],
    [
      'cancel',
      steps({ a: step('waiting') }),
      ['step-abandoned', 'cancel-begun'],
    ],
    [
      'rollback',
      steps({ a: step('waiting') }),
      ['step-abandoned', 'rollback-begun'],
    ],
    [
      'retry',
      {
        status: 'needs-attention',
        ...steps({ a: step('failed'), b: step('waiting') }),
      },
      ['retried', 'step-retried', 'step-retried'],
    ],
    ['retry', {}, ['control-refused']],
    [
      'pause',
      { status: 'rolling-back', activePlan: 'rollback' },
      ['pause-begun'],
    ],
  ])('answers a request to %s', (action, state, events) => {
    expect(types(decide({ ...state, ...asked(action) }))).toEqual(events);
  });

  it.each<[string, Partial<UpgradeState>]>([
    ['resumed', { status: 'paused', ...asked('resume') }],
    ['paused', { status: 'queued', ...asked('pause') }],
    [
      'paused',
      { status: 'pausing', paused: { by: 'user:default/ada', sinceMs: 0 } },
    ],
  ])('says whose doing it is that an upgrade is %s', (type, state) => {
    const decision = decide(state);
    expect(decision.do === 'append' && decision.events).toMatchObject([
      { type, actor: 'user:default/ada' },
    ]);
  });

  it('pauses before the first step when asked while the snapshot is saved', () => {
    const state = asked('pause');
    expect(decide({ status: 'snapshotting', ...state }).do).toBe(
      'take-snapshot',
    );
    expect(types(decide(state))).toEqual(['pause-begun']);
  });

  it('begins a way back anew that was tried before and given up', () => {
    const decision = decide({
      status: 'needs-attention',
      activePlan: 'cleanup',
      steps: {
        upgrade: { a: step('done') },
        rollback: { 'back/a': step('done') },
        cleanup: {},
      },
      ...asked('rollback'),
    });
    expect(types(decision)).toEqual(['step-retried', 'rollback-begun']);
  });

  it('begins nothing while applications can’t be seen, and pauses when that lasts', () => {
    const state = (judgedAtMs: number) => ({
      ...steps({ a: step('waiting') }),
      health: { 'shop/checkout': blind(judgedAtMs) },
    });
    const open = samplePlan([sampleStep({ id: 'a' }), sampleStep({ id: 'c' })]);
    const decideOpen = (judgedAtMs: number) =>
      decideNext(
        sampleState(state(judgedAtMs), open),
        { upgrade: open },
        NOW_MS,
        LIMITS,
      );
    expect(decideOpen(NOW_MS - 1)).toMatchObject({
      do: 'run',
      begin: [],
      carryOn: [{ id: 'a' }],
    });
    expect(types(decideOpen(NOW_MS - LIMITS.blindPauseMs))).toEqual([
      'pause-begun',
    ]);
  });

  it('looks again before it pauses for what could not be seen when somebody last looked', () => {
    const open = samplePlan([sampleStep({ id: 'a' }), sampleStep({ id: 'c' })]);
    const longAgo = { 'shop/checkout': blind(NOW_MS - 3_600_000) };
    const state = sampleState(
      { ...steps({ a: step('waiting') }), health: longAgo },
      open,
    );
    const decideAfter = (isHealthStale: boolean) =>
      decideNext(state, { upgrade: open }, NOW_MS, {
        ...LIMITS,
        isHealthStale,
      });
    expect(decideAfter(true)).toMatchObject({ do: 'run', begin: [] });
    expect(types(decideAfter(false))).toEqual(['pause-begun']);
  });

  it('stops the steps of a lane that is skipped, and all where their plan ends', () => {
    const lane = (name: string) => ({ id: `node/${name}`, group: 'nodes' });
    const lanes = samplePlan([
      sampleStep({ id: 'a', lane: lane('a') }),
      sampleStep({ id: 'a2', lane: lane('a'), dependsOn: ['a'] }),
      sampleStep({ id: 'c', lane: lane('c') }),
    ]);
    const state = steps({ a: step('waiting'), c: step('waiting') });
    const stopped = (control: Partial<ControlRequest>) =>
      decideNext(
        sampleState(
          { ...state, control: { ...asked('skip').control, ...control } },
          lanes,
        ),
        { upgrade: lanes },
        NOW_MS,
        LIMITS,
      );
    expect(stopped({ laneId: 'node/a' })).toMatchObject({
      stops: ['a', 'a2'],
    });
    expect(stopped({ action: 'cancel' })).toMatchObject({ stops: 'all' });
    expect(stopped({ action: 'pause' })).toMatchObject({ stops: [] });
  });

  it('asks a person when a plan’s order can’t be fulfilled', () => {
    const cyclic = samplePlan([sampleStep({ id: 'a', dependsOn: ['a'] })]);
    const decision = decideNext(
      sampleState({}, cyclic),
      { upgrade: cyclic },
      NOW_MS,
      LIMITS,
    );
    expect(decision).toMatchObject({
      do: 'append',
      events: [
        {
          type: 'needs-attention',
          data: {
            failure: {
              kind: 'error',
              cause: { code: 'plan-dead-end', params: { plan: 'upgrade' } },
            },
          },
        },
      ],
    });
  });

  it('refuses to go on by a plan that is not stored', () => {
    const state = sampleState({ activePlan: 'rollback' }, plan);
    expect(() => decideNext(state, { upgrade: plan }, NOW_MS, LIMITS)).toThrow(
      'runs its rollback plan, which is not stored',
    );
  });

  it('says what failed, to whom it leaves the decision', () => {
    expect(decide(steps({ a: step('failed') }))).toMatchObject({
      events: [{ type: 'needs-attention', data: { failure: BAD } }],
    });
  });

  it('says of what failed before it says that applications can’t be seen', () => {
    const health = { 'shop/checkout': blind(0) };
    expect(types(decide({ ...steps({ a: step('failed') }), health }))).toEqual([
      'needs-attention',
    ]);
  });

  it('comes to rest in a pause once what others do is held, and not before', () => {
    const wait = { isSuspended: true } as StepState['wait'];
    const pausing = (a: StepState) =>
      decide({ status: 'pausing', ...steps({ a }) });
    expect(types(pausing({ ...step('waiting'), wait }))).toEqual(['paused']);
    expect(pausing(step('waiting'))).toMatchObject({ do: 'run' });
  });

  it('finishes a lane that was begun before it comes to rest in a pause', () => {
    const lane = { id: 'node/a', group: 'nodes' };
    const lanes = samplePlan([
      sampleStep({ id: 'a1', lane }),
      sampleStep({ id: 'a2', lane, dependsOn: ['a1'] }),
    ]);
    const state = {
      status: 'pausing',
      ...steps({ a1: step('done') }),
    } as const;
    expect(
      decideNext(sampleState(state, lanes), { upgrade: lanes }, NOW_MS, LIMITS),
    ).toMatchObject({ do: 'run', begin: [{ id: 'a2' }] });
  });

  it('waits for its turn where lanes are held and nothing else is left to do', () => {
    const lane = { id: 'node/a', group: 'nodes', target: 'a' };
    const lanes = samplePlan([sampleStep({ id: 'a', lane })], {
      admission: { nodes: nodeAdmission(1) },
    });
    const held = (health: UpgradeState['health']) =>
      decideNext(sampleState({ health }, lanes), { upgrade: lanes }, NOW_MS, {
        ...LIMITS,
        outOfService: { nodes: [{ name: 'x', why: 'cordoned' }] },
      });
    expect(held({})).toMatchObject({
      do: 'run',
      begin: [],
      carryOn: [],
      held: [{ step: { id: 'a' } }],
    });
    // Nobody is told to make room for what begins nowhere now.
    expect(held({ 'shop/checkout': blind(NOW_MS) })).toMatchObject({
      do: 'run',
      held: [],
    });
  });

  it('never decides on an event that can’t follow, and changes nothing it was given', () => {
    // Statuses with the plans that can be active in them.
    const situations: Array<[UpgradeStatus, PlanKind]> = [
      ['queued', 'upgrade'],
      ['snapshotting', 'upgrade'],
      ['running', 'upgrade'],
      ['pausing', 'upgrade'],
      ['paused', 'upgrade'],
      ['needs-attention', 'upgrade'],
      ['needs-attention', 'rollback'],
      ['needs-attention', 'cleanup'],
      ['cancelling', 'cleanup'],
      ['rolling-back', 'rollback'],
      ['checking-restore', 'rollback'],
      ['finished', 'upgrade'],
    ];
    const stepState = fc
      .constantFrom<StepState['status']>(
        'pending',
        'running',
        'waiting',
        'done',
        'failed',
        'abandoned',
      )
      .map(step);
    const stepStates = (...ids: string[]) =>
      fc.record(Object.fromEntries(ids.map(id => [id, stepState])), {
        requiredKeys: [],
      }) as fc.Arbitrary<Record<string, StepState>>;
    fc.assert(
      fc.property(
        fc.constantFrom(...situations),
        stepStates('a', 'b'),
        stepStates('back/a'),
        fc.option(
          fc.constantFrom<ControlAction>(
            'pause',
            'resume',
            'cancel',
            'rollback',
            'retry',
          ),
        ),
        fc.boolean(),
        ([status, activePlan], upgrade, back, action, hasStarted) => {
          const state = sampleState({
            status,
            activePlan,
            startedAtMs: hasStarted ? 0 : undefined,
            steps: { upgrade, rollback: back, cleanup: {} },
            ...(action && asked(action)),
          });
          const before = JSON.stringify(state);
          const decision = decideNext(state, plans, NOW_MS, LIMITS);
          expect(JSON.stringify(state)).toBe(before);
          if (decision.do === 'append') {
            expect(decision.events.length).toBeGreaterThan(0);
            makeTransition(state, decision.events, NOW_MS);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

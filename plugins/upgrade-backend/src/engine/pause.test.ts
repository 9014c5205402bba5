import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import { StepContext } from '@cluster-upgrade/plugin-upgrade-node';
import {
  DONE,
  EngineBench,
  scripted,
  ScriptedSteps,
  SimulatedProcess,
  waitingFor,
  violations,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { UpgradeWorker } from './UpgradeWorker';

const MINUTE_MS = 60_000;
jest.setTimeout(60_000);

const WHY = 'nothing can hold it';

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep =>
  sampleStep({ id, input: scripted(id), ...more });
const held: Partial<PlanStep> = { pausing: { kind: 'held' } };
const finishedFirst: Partial<PlanStep> = {
  pausing: { kind: 'finished-first', why: WHY },
};

/** Somebody outside who works by himself, and can be told to hold. */
class OutsideWork {
  isHeld = false;
  /** How often he was told. */
  tellings: boolean[] = [];
  isDone = false;
  isMidway = false;
  onTold: () => void = () => {};

  /** As a handler follows him. */
  readonly follow = async (context: StepContext) => {
    if (this.isHeld !== context.isPausing) {
      await context.recordIntent({ code: 'tell', text: 'Tells him' });
      this.isHeld = context.isPausing;
      this.tellings.push(context.isPausing);
      this.onTold();
      return waitingFor('told', {}, { recheckAfterMs: 0 });
    }
    if (this.isHeld && !this.isMidway) {
      return waitingFor('resumed', { isSuspended: true });
    }
    return this.isDone ? DONE : waitingFor('work');
  };
}

describe('a pause', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;
  let outside: OutsideWork;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
    outside = new OutsideWork();
    steps.on('outside', outside.follow);
  });

  afterEach(() => bench.dispose());

  const ports = () => bench.portsFor([steps.handler]);

  async function start(plan: PlanStep[]): Promise<string> {
    const id = await bench.accept(samplePlan(plan));
    bench.startWorker('w-1', ports());
    return id;
  }

  const waitsForWork = (id: string) =>
    bench.until(id, s => s.steps.upgrade.outside?.wait !== undefined);

  async function check(id: string, plan: PlanStep[]): Promise<void> {
    expect(
      violations(
        await bench.events(id),
        {
          upgrade: samplePlan(plan),
          cleanup: await bench.store.readPlan(id, 'cleanup'),
        },
        await bench.store.readState(id),
      ),
    ).toEqual([]);
  }

  it('counts as such once the work outside is held, and at once', async () => {
    const plan = [step('outside', held), step('b', { dependsOn: ['outside'] })];
    const id = await start(plan);
    await waitsForWork(id);
    const askedAtMs = bench.clock.now();
    await bench.ask(id, 'pause');
    const state = await bench.until(id, s => s.status === 'paused');
    expect(outside.isHeld).toBe(true);
    expect(state.steps.upgrade.outside).toMatchObject({
      status: 'waiting',
      wait: { isSuspended: true },
    });
    expect(bench.clock.now() - askedAtMs).toBeLessThan(2_000);

    outside.isDone = true;
    await bench.ask(id, 'resume');
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
    expect(outside.tellings).toEqual([true, false]);
    await check(id, plan);
  });

  it('lets what is half way outside come to an end first', async () => {
    outside.isMidway = true;
    const id = await start([step('outside', held)]);
    await waitsForWork(id);
    await bench.ask(id, 'pause');
    await bench.work.advance(120_000);
    expect((await bench.store.readState(id)).status).toBe('pausing');
    outside.isMidway = false;
    await bench.until(id, s => s.status === 'paused');
  });

  it('takes nothing from the time of the step, however long it lasts', async () => {
    const id = await start([
      step('outside', { ...held, limitMs: 10 * MINUTE_MS }),
    ]);
    const { steps: before } = await waitsForWork(id);
    await bench.ask(id, 'pause');
    await bench.until(id, s => s.status === 'paused');
    await bench.work.advance(30 * MINUTE_MS);
    await bench.ask(id, 'resume');
    const resumed = await bench.until(
      id,
      s => s.steps.upgrade.outside.wait?.condition.code === 'work',
    );
    const { idleMs, wait } = resumed.steps.upgrade.outside;
    expect(idleMs).toBeGreaterThanOrEqual(30 * MINUTE_MS);
    expect(wait!.untilMs - before.upgrade.outside.wait!.untilMs).toBe(idleMs);
    outside.isDone = true;
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('fails no step that is held while another one is finished first', async () => {
    let isOpen = false;
    steps.on('other', () => (isOpen ? DONE : waitingFor('other')));
    const id = await start([
      step('outside', { ...held, limitMs: MINUTE_MS }),
      step('other', { limitMs: 60 * MINUTE_MS, ...finishedFirst }),
    ]);
    await waitsForWork(id);
    await bench.ask(id, 'pause');
    await bench.work.advance(5 * MINUTE_MS);
    const state = await bench.store.readState(id);
    expect([state.status, state.steps.upgrade.outside.status]).toEqual([
      'pausing',
      'waiting',
    ]);
    isOpen = true;
    await bench.until(id, s => s.status === 'paused');
  });

  it('says what it has to wait for, and why', async () => {
    let isOpen = false;
    steps.on('slow', () => (isOpen ? DONE : waitingFor('slow')));
    const id = await start([
      step('slow', finishedFirst),
      step('b', { dependsOn: ['slow'] }),
    ]);
    await bench.until(id, s => s.steps.upgrade.slow?.wait !== undefined);
    await bench.ask(id, 'pause');
    await bench.work.advance(60_000);
    const [begun] = await bench.eventsOf(id, 'pause-begun');
    expect(begun.data.waitsFor?.map(({ text }) => text)).toEqual([
      `pauses when 'Do slow' is done, because ${WHY}`,
    ]);
    expect((await bench.store.readState(id)).status).toBe('pausing');
    isOpen = true;
    const state = await bench.until(id, s => s.status === 'paused');
    expect(state.steps.upgrade.b).toBeUndefined();
  });

  it.each([
    ['holds', held, 'outside'],
    ['waits for', finishedFirst, 'b'],
  ])(
    '%s what the last step has set going outside',
    async (_, pausing, expected) => {
      let isTold = false;
      steps.on('tell', () => (isTold ? DONE : waitingFor('told')));
      const plan = [
        step('tell'),
        step('outside', { ...pausing, dependsOn: ['tell'] }),
        step('b', { dependsOn: ['outside'] }),
      ];
      const id = await start(plan);
      await bench.until(id, s => s.steps.upgrade.tell?.wait !== undefined);
      await bench.ask(id, 'pause');
      await bench.until(id, s => s.status === 'pausing');
      isTold = true;
      if (expected === 'b') {
        steps.on('outside', () => DONE);
      }
      const state = await bench.until(id, s => s.status === 'paused');
      expect(state.steps.upgrade.outside?.status).toBe(
        expected === 'b' ? 'done' : 'waiting',
      );
      expect(state.steps.upgrade.b).toBeUndefined();
      await check(id, plan);
    },
  );

  it('believes no step that is held unless it was asked to', async () => {
    steps.on('outside', ({ isPausing }) =>
      waitingFor(isPausing ? 'asked' : 'by-others', { isSuspended: true }),
    );
    const id = await start([step('outside', held)]);
    const { steps: before } = await waitsForWork(id);
    expect(before.upgrade.outside.wait?.isSuspended).toBeUndefined();
    await bench.ask(id, 'pause');
    const { steps: after } = await bench.until(id, s => s.status === 'paused');
    expect(after.upgrade.outside.wait?.condition.code).toBe('asked');
  });

  it('is taken back before it was complete', async () => {
    outside.isMidway = true;
    const id = await start([step('outside', held)]);
    await waitsForWork(id);
    await bench.ask(id, 'pause');
    await bench.until(id, () => outside.isHeld);
    await bench.ask(id, 'resume');
    await bench.until(id, () => !outside.isHeld);
    outside.isDone = true;
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('gives way to a cancel, which stops the step that is held', async () => {
    const id = await start([step('outside', held)]);
    await waitsForWork(id);
    await bench.ask(id, 'pause');
    await bench.until(id, s => s.status === 'paused');
    await bench.ask(id, 'cancel');
    const state = await bench.untilFinished(id);
    expect(state.steps.upgrade.outside.status).toBe('abandoned');
  });

  describe('when a process dies', () => {
    function startProcess(name: string): SimulatedProcess {
      const process = new SimulatedProcess(name, bench.clock);
      const store = new Proxy(bench.store, {
        get: (target, method) => {
          const member = Reflect.get(target, method, target);
          return typeof member === 'function'
            ? (...args: unknown[]) => process.answer(member.apply(target, args))
            : member;
        },
      });
      new UpgradeWorker(
        {
          ...ports(),
          store,
          clock: process.clock,
          stopwatch: process.stopwatch,
        },
        name,
      ).start();
      return process;
    }

    it.each([
      ['after it had the work held', true],
      ['after it let the work go on', false],
    ])('%s, the next one finds it so and goes on', async (_, isDyingOnHold) => {
      const plan = [step('outside', held)];
      const id = await bench.accept(samplePlan(plan));
      let process = startProcess('w-1');
      const dieWhenTold = () => {
        if (outside.isHeld === isDyingOnHold) {
          process.die();
          outside.onTold = () => {};
          process = startProcess('w-2');
        }
      };
      outside.onTold = dieWhenTold;
      await waitsForWork(id);
      await bench.ask(id, 'pause');
      await bench.until(id, s => s.status === 'paused');
      await bench.ask(id, 'resume');
      outside.isDone = true;
      const state = await bench.untilFinished(id);
      expect(state.outcome).toBe('completed');
      expect(outside.tellings).toEqual([true, false]);
      const claims = await bench.eventsOf(id, 'claimed');
      expect(claims.map(({ data }) => data.worker)).toContain('w-2');
      process.die();
      await check(id, plan);
    });
  });
});

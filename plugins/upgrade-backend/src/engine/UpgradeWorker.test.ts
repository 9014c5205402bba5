import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterUnreachableError } from '@cluster-upgrade/plugin-upgrade-node';
import {
  BAD,
  DONE,
  EngineBench,
  FAILED,
  scripted,
  ScriptedSteps,
  waitingFor,
} from '@cluster-upgrade/simulation';
import {
  samplePlan,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';

const FOREVER = () => waitingFor('never', { atLimit: 'hold' });

/** Short: a test looks at the database after each moment in which anything happens until then. */
const LIMIT_MS = 60_000;

function chain(...ids: string[]): PlanStep[] {
  return ids.map((id, index) =>
    sampleStep({
      id,
      input: scripted(id),
      limitMs: LIMIT_MS,
      dependsOn: ids.slice(Math.max(0, index - 1), index),
      undo: [sampleUndo({ id: `undo-${id}`, input: scripted(`undo-${id}`) })],
    }),
  );
}

describe('UpgradeWorker', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
  });

  afterEach(() => bench.dispose());

  const ports = () => bench.portsFor([steps.handler]);

  it('runs the steps of a plan in order, each with its intent before its effect', async () => {
    const id = await bench.accept(samplePlan(chain('a', 'b', 'c')));
    bench.startWorker('w-1', ports());
    const { outcome } = await bench.untilFinished(id);
    expect(outcome).toBe('completed');
    expect(steps.effects.map(({ script }) => script)).toEqual(['a', 'b', 'c']);
    const events = await bench.events(id);
    expect(events.map(({ type }) => type)).toEqual([
      'created',
      'claimed',
      'snapshot-begun',
      'snapshot-taken',
      'started',
      ...['a', 'b', 'c'].flatMap(() => [
        'step-started',
        'step-intent',
        'step-waiting',
        'step-done',
      ]),
      'finished',
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(
      events.map((_, index) => index + 1),
    );
  });

  it('says an unchanged wait once', async () => {
    steps.on('a', (_, look) => (look < 8 ? waitingFor('slow') : DONE));
    const id = await bench.accept(samplePlan(chain('a')));
    bench.startWorker('w-1', ports());
    await bench.untilFinished(id);
    expect(steps.looksOf('a')).toBe(8);
    expect(await bench.eventsOf(id, 'step-waiting')).toHaveLength(1);
  });

  it('keeps since when it waits while only the reason changes', async () => {
    steps.on('a', (_, look) =>
      look < 4
        ? waitingFor('slow', { why: { code: 'left', text: `${look} left` } })
        : DONE,
    );
    const id = await bench.accept(samplePlan(chain('a')));
    bench.startWorker('w-1', ports());
    await bench.untilFinished(id);
    const waits = await bench.eventsOf(id, 'step-waiting');
    expect(waits).toHaveLength(3);
    expect(new Set(waits.map(({ data }) => data.wait.sinceMs)).size).toBe(1);
    expect(waits[0].data.wait.untilMs).toBe(waits[0].atMs + LIMIT_MS);
  });

  it('fails a step at its limit as measured, and then asks a person', async () => {
    steps.on('a', () => waitingFor('never'));
    const id = await bench.accept(samplePlan(chain('a')));
    bench.startWorker('w-1', ports());
    const state = await bench.until(id, s => s.status === 'needs-attention');
    expect(state.failure).toMatchObject({
      kind: 'measured',
      cause: { code: 'limit-passed' },
    });
    const { startedAtMs, finishedAtMs } = state.steps.upgrade.a;
    expect(finishedAtMs! - startedAtMs!).toBeGreaterThanOrEqual(LIMIT_MS);
    expect(finishedAtMs! - startedAtMs!).toBeLessThan(LIMIT_MS + 10_000);
  });

  it('holds a step at its limit when the wait says so', async () => {
    steps.on('a', FOREVER);
    const id = await bench.accept(samplePlan(chain('a')));
    bench.startWorker('w-1', ports());
    await bench.work.advance(LIMIT_MS + 20_000);
    const state = await bench.store.readState(id);
    expect(state.steps.upgrade.a.status).toBe('waiting');
  });

  it('goes on at the limit when the wait says so', async () => {
    steps.on('a', () => waitingFor('optional', { atLimit: 'continue' }));
    const id = await bench.accept(samplePlan(chain('a', 'b')));
    bench.startWorker('w-1', ports());
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('tries errors of the API again, and shows them when they last', async () => {
    steps.on('a', (_, look) => {
      if (look < 5) {
        throw new ClusterUnreachableError('connection refused');
      }
      return DONE;
    });
    const id = await bench.accept(samplePlan(chain('a')));
    bench.startWorker('w-1', ports());
    await bench.untilFinished(id);
    const waits = await bench.eventsOf(id, 'step-waiting');
    expect(waits.map(({ data }) => data.wait.kind)).toEqual(['api']);
    expect(waits[0].data.wait.why.text).toBe('connection refused');
  });

  it('asks a person when a step fails, and goes on when told to try again', async () => {
    steps.on('b', (_, look) => (look === 1 ? FAILED : DONE));
    const id = await bench.accept(samplePlan(chain('a', 'b', 'c')));
    bench.startWorker('w-1', ports());
    const failed = await bench.until(id, s => s.status === 'needs-attention');
    expect(failed.failure?.cause.code).toBe('bad');
    await bench.ask(id, 'retry');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('completed');
    expect(state.steps.upgrade.b.attempt).toBe(2);
  });

  it('takes what was begun back, last first, when told to roll back', async () => {
    steps.on('c', FOREVER);
    const id = await bench.accept(samplePlan(chain('a', 'b', 'c', 'd')));
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.c?.status === 'waiting');
    await bench.ask(id, 'rollback');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('rolled-back');
    expect(state.steps.upgrade.c.status).toBe('abandoned');
    expect(steps.effects.map(({ script }) => script)).toEqual([
      'a',
      'b',
      'undo-c',
      'undo-b',
      'undo-a',
    ]);
  });

  it('gives back what was borrowed, and undoes nothing, when cancelled', async () => {
    steps.on('b', FOREVER);
    const [a, b] = chain('a', 'b');
    const borrowed = sampleUndo({
      id: 'give-back',
      input: scripted('give-back'),
      when: 'always',
    });
    const id = await bench.accept(
      samplePlan([a, { ...b, undo: [...b.undo, borrowed] }]),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.b?.status === 'waiting');
    await bench.ask(id, 'cancel');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('stopped-mixed');
    expect(steps.effects.map(({ script }) => script)).toEqual([
      'a',
      'give-back',
    ]);
  });

  it('ends with what is left over, for a reason, when it can not be given back', async () => {
    steps.on('b', FOREVER).on('give-back', () => FAILED);
    const [a, b] = chain('a', 'b');
    const borrowed = ['give-back', 'later'].map(name =>
      sampleUndo({ id: name, input: scripted(name), when: 'always' }),
    );
    const id = await bench.accept(
      samplePlan([a, { ...b, undo: [...b.undo, ...borrowed] }]),
    );
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.b?.status === 'waiting');
    await expect(
      bench.requests.control(id, 'end', {
        actor: 'user:default/ada',
        reason: 'x',
      }),
    ).rejects.toThrow(/cancel it first/);
    await bench.ask(id, 'cancel');
    await bench.until(id, s => s.status === 'needs-attention');
    await expect(
      bench.requests.control(id, 'end', {
        actor: 'user:default/ada',
        reason: ' ',
      }),
    ).rejects.toThrow(/only for a reason/);
    await bench.requests.control(id, 'end', {
      actor: 'user:default/ada',
      reason: 'The node is gone for good',
    });
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('stopped-mixed');
    expect(state.leftovers).toEqual([
      { stepId: 'give-back', title: 'Undo give-back', cause: BAD.cause },
      { stepId: 'later', title: 'Undo later' },
    ]);
    const requests = await bench.eventsOf(id, 'control-requested');
    expect(requests.at(-1)).toMatchObject({
      actor: 'user:default/ada',
      data: { action: 'end', reason: 'The node is gone for good' },
    });
  });

  it('changes nothing when cancelled in the queue', async () => {
    const id = await bench.accept(samplePlan(chain('a')));
    await bench.ask(id, 'cancel');
    bench.startWorker('w-1', ports());
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('cancelled-unchanged');
    expect(steps.effects).toEqual([]);
  });

  it('finishes begun lanes before it pauses, and begins no other', async () => {
    const lane = (name: string) => ({ id: `node/${name}`, group: 'nodes' });
    let isOpen = false;
    steps.on('1a', () => (isOpen ? DONE : waitingFor('gate')));
    const laneSteps = ['1', '2'].flatMap(name =>
      ['a', 'b'].map(part =>
        sampleStep({
          id: name + part,
          input: scripted(name + part),
          lane: lane(name),
          dependsOn: part === 'b' ? [`${name}a`] : [],
        }),
      ),
    );
    const id = await bench.accept(samplePlan(laneSteps));
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade['1a']?.status === 'waiting');
    await bench.ask(id, 'pause');
    await bench.until(id, s => s.status === 'pausing');
    isOpen = true;
    const paused = await bench.until(id, s => s.status === 'paused');
    expect(paused.steps.upgrade['1b'].status).toBe('done');
    expect(paused.steps.upgrade['2a']).toBeUndefined();
    await bench.work.advance(60_000);
    expect((await bench.store.readState(id)).seq).toBe(paused.seq);
    await bench.ask(id, 'resume');
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
  });

  it('puts a refusal on record when a request can’t be carried out any more', async () => {
    steps.on('a', FOREVER);
    const id = await bench.accept(samplePlan(chain('a')));
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.a?.status === 'waiting');
    await bench.ask(id, 'pause');
    await bench.until(id, s => s.status === 'pausing');
    await expect(bench.ask(id, 'pause')).rejects.toThrow(/pause is under way/);
  });

  it('carries on what another worker left behind, without repeating an effect', async () => {
    steps.on('b', (_, look) => (look < 3 ? waitingFor('slow') : DONE));
    const id = await bench.accept(samplePlan(chain('a', 'b', 'c')));
    bench.startWorker('w-1', ports());
    await bench.until(id, s => s.steps.upgrade.b?.status === 'waiting');
    bench.startWorker('w-2', ports());
    await bench.stopWorker('w-1');
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('completed');
    const claims = await bench.eventsOf(id, 'claimed');
    expect(claims.map(({ data }) => data)).toEqual([
      { worker: 'w-1', epoch: 1 },
      { worker: 'w-2', epoch: 2, idleMs: expect.any(Number) },
    ]);
    expect(steps.effects.map(({ script }) => script)).toEqual(['a', 'c']);
  });

  it('runs several upgrades at once', async () => {
    steps.on('a', (_, look) => (look < 6 ? waitingFor('slow') : DONE));
    const ids = await Promise.all(
      ['one', 'two', 'three'].map(name =>
        bench.accept(
          samplePlan(chain('a'), { clusterRef: `resource:default/${name}` }),
          { id: name },
        ),
      ),
    );
    bench.startWorker('w-1', ports());
    await Promise.all(ids.map(id => bench.store.readState(id)));
    for (const id of ids) {
      expect((await bench.untilFinished(id)).outcome).toBe('completed');
    }
  });

  it('names the missing driver when no handler knows a step', async () => {
    const plan = samplePlan([sampleStep({ id: 'a', kind: 'unheard-of' })]);
    const id = await bench.accept(plan);
    bench.startWorker('w-1', ports());
    const state = await bench.until(id, s => s.status === 'needs-attention');
    expect(state.failure).toMatchObject({
      kind: 'error',
      cause: { code: 'step-kind-unknown', params: { kind: 'unheard-of' } },
    });
  });
});

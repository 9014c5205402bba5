import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import {
  StepOutcome,
  TerminalStepError,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  DONE,
  EngineBench,
  scripted,
  ScriptedSteps,
  waitingFor,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { DEFAULT_OPTIONS } from '../EngineOptions';

const NEVER = new Promise<never>(() => {});
const LIMIT_MS = 600_000;
jest.setTimeout(60_000);

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep =>
  sampleStep({ id, input: scripted(id), limitMs: LIMIT_MS, ...more });

describe('what a look says', () => {
  it.each<[string, () => StepOutcome]>([
    [
      'why it waits',
      () =>
        waitingFor('slow', {
          atLimit: 'continue',
          why: { code: 'said', text: 'it runs with --registry-token=s3cr3t' },
        }),
    ],
    [
      'an error',
      () => {
        throw new Error('can not reach postgres://u:s3cr3t@db/x');
      },
    ],
    [
      'a failure',
      () => {
        throw new TerminalStepError({
          kind: 'error',
          cause: { code: 'refused', text: 'refused Bearer s3cr3t' },
          remedy: 'mend it',
        });
      },
    ],
  ])('is recorded without credentials: %s', async (_, look) => {
    const bench = await EngineBench.open();
    const steps = new ScriptedSteps();
    steps.on('a', look);
    const id = await bench.accept(samplePlan([step('a')]));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    await bench.work.advance(LIMIT_MS);
    const recorded = JSON.stringify(await bench.events(id));
    await bench.dispose();
    expect(recorded).toContain('(not shown)');
    expect(recorded).not.toContain('s3cr3t');
  });
});

describe('a look that hangs', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
  });

  afterEach(() => bench.dispose());

  async function start(plan: PlanStep[], maxReconciles = 16): Promise<string> {
    const id = await bench.accept(samplePlan(plan));
    const ports = bench.portsFor([steps.handler], { maxReconciles });
    bench.startWorker('w-1', ports);
    return id;
  }

  it('doesn’t keep its step from failing at the limit', async () => {
    steps.on('a', () => NEVER);
    const id = await start([step('a')]);
    const state = await bench.until(id, s => s.status === 'needs-attention');
    const { startedAtMs, finishedAtMs } = state.steps.upgrade.a;
    expect(state.failure?.cause.code).toBe('limit-passed');
    expect(finishedAtMs! - startedAtMs!).toBeLessThan(LIMIT_MS + 10_000);
  });

  it('is ended, said and begun anew', async () => {
    steps.on('a', (_, look) => (look === 1 ? NEVER : DONE));
    const id = await start([step('a')]);
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
    const [wait] = await bench.eventsOf(id, 'step-waiting');
    expect(wait.data.wait.why.text).toMatch(/No answer .* within 120 s/);
  });

  it('gives its place to others', async () => {
    steps.on('a', () => NEVER);
    const id = await start([step('a'), step('b')], 1);
    const state = await bench.until(
      id,
      s => s.steps.upgrade.b?.status === 'done',
    );
    const { startedAtMs, finishedAtMs } = state.steps.upgrade.b;
    expect(finishedAtMs! - startedAtMs!).toBeLessThan(
      DEFAULT_OPTIONS.lookMs + 10_000,
    );
  });

  it('can do nothing any more when it comes back', async () => {
    let lateIntent: Promise<void> | undefined;
    steps.on('a', (context, look) => {
      if (look > 1) {
        return waitingFor('never', { atLimit: 'hold' });
      }
      context.signal.addEventListener('abort', () => {
        lateIntent = context.recordIntent({ code: 'late', text: 'Late' });
        lateIntent.catch(() => {});
      });
      return NEVER;
    });
    const id = await start([step('a')]);
    await bench.until(id, s => s.steps.upgrade.a?.wait?.kind === 'condition');
    await expect(lateIntent).rejects.toThrow();
    expect(await bench.eventsOf(id, 'step-intent')).toEqual([]);
  });

  it('doesn’t fail a step whose wait may last beyond the limit', async () => {
    steps.on('a', (_, look) =>
      look === 1 ? waitingFor('budget', { atLimit: 'hold' }) : NEVER,
    );
    const id = await start([step('a')]);
    await bench.work.advance(2 * LIMIT_MS);
    expect((await bench.store.readState(id)).status).toBe('running');
  });
});

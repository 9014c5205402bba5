import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import {
  DONE,
  EngineBench,
  scripted,
  ScriptedSteps,
  SimulatedProcess,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { UpgradeWorker } from '../UpgradeWorker';

const LEASE_MS = 15_000;

const settings = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
});

describe('a worker that was frozen for longer than its lease', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;
  let frozen: SimulatedProcess;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
    frozen = new SimulatedProcess('w-1', bench.clock);
    await bench.client().create(resourceTypes.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
  });

  afterEach(() => bench.dispose());

  /** Where the process stands still, in the middle of a look. */
  async function freeze(): Promise<void> {
    frozen.freeze(2 * LEASE_MS);
    await frozen.answer(Promise.resolve());
  }

  it('sends nothing more, after its intent or between two writes of one look', async () => {
    let late: Promise<unknown> | undefined;
    steps.on('a', async ({ cluster, recordIntent }, look) => {
      if (look > 1) {
        return DONE;
      }
      await recordIntent({ code: 'act', text: 'Writes twice' });
      await cluster.create(resourceTypes.configMaps, settings('in-time'));
      await freeze();
      late = cluster.create(resourceTypes.configMaps, settings('late'));
      await late;
      return DONE;
    });
    const id = await bench.accept(
      samplePlan([sampleStep({ id: 'a', input: scripted('a') })]),
    );
    const ports = bench.portsFor([steps.handler]);
    const { clock, stopwatch } = frozen;
    new UpgradeWorker({ ...ports, clock, stopwatch }, frozen.name).start();
    await bench.until(id, () => steps.looksOf('a') === 1);
    bench.startWorker('w-2', ports);
    await bench.untilFinished(id);
    await bench.work.advance(2 * LEASE_MS);
    await expect(late).rejects.toThrow('is not held any more');
    const { items } = await bench
      .client()
      .list(resourceTypes.configMaps, { namespace: 'shop' });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['in-time']);
    frozen.die();
  });
});

import { EngineBench } from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';

const READ_MS = 60_000;

jest.setTimeout(60_000);

describe('a snapshot that can not be saved because the cluster hangs', () => {
  let bench: EngineBench;
  let id: string;

  beforeEach(async () => {
    bench = await EngineBench.open();
    id = await bench.accept(samplePlan([sampleStep({ id: 'a' })]));
  });

  afterEach(() => bench.dispose());

  function startWorker(): void {
    bench.startWorker('w-1', {
      ...bench.portsFor([], { readMs: READ_MS, readPatienceMs: 0 }),
      clusters: { clientFor: () => new Promise(() => {}) },
    });
  }

  it('is for a person to look at', async () => {
    startWorker();
    const { failure } = await bench.until(
      id,
      ({ status }) => status === 'needs-attention',
    );
    expect(failure?.cause.code).toBe('cluster-unreadable');
  });

  it('does not keep a cancel from being carried out that was asked meanwhile', async () => {
    startWorker();
    await bench.until(id, ({ status }) => status === 'snapshotting');
    await bench.ask(id, 'cancel');
    const { outcome } = await bench.untilFinished(id, 2 * READ_MS);
    expect(outcome).toBe('cancelled-unchanged');
    expect(await bench.eventsOf(id, 'needs-attention')).toEqual([]);
  });
});

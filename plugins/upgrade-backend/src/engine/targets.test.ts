import {
  TargetProgress,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DONE,
  EngineBench,
  scripted,
  ScriptedSteps,
  waitingFor,
} from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';

jest.setTimeout(60_000);

describe('targets that somebody else works on', () => {
  let bench: EngineBench;

  beforeEach(async () => {
    bench = await EngineBench.open();
  });

  afterEach(() => bench.dispose());

  it('are followed by the step that looks on, and recorded only when they moved', async () => {
    const looks: Array<Record<string, TargetProgress>> = [
      { d1: { status: 'working' }, d2: { status: 'pending' } },
      { d1: { status: 'working' }, d2: { status: 'pending' } },
      { d1: { status: 'done', version: '2' }, d2: { status: 'working' } },
    ];
    const steps = new ScriptedSteps().on('follow', (_, look) =>
      look <= looks.length
        ? {
            ...waitingFor('end', {}, { recheckAfterMs: 1_000 }),
            targets: looks[look - 1],
          }
        : { ...DONE, targets: { d2: { status: 'done', version: '2' } } },
    );
    const plan = [sampleStep({ id: 'follow', input: scripted('follow') })];
    const id = await bench.accept(samplePlan(plan));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));

    const { targets } = await bench.untilFinished(id);
    expect(targets).toMatchObject({
      d1: { plan: 'upgrade', status: 'done', version: '2' },
      d2: { plan: 'upgrade', status: 'done', version: '2' },
    });
    const recorded = (await bench.events(id)).flatMap(event =>
      event.type === 'step-progress'
        ? [(event as UpgradeEvent<'step-progress'>).data.targets]
        : [],
    );
    expect(recorded).toEqual([
      looks[0],
      looks[2],
      { d2: { status: 'done', version: '2' } },
    ]);
  });
});

import {
  ENGINE_ACTOR,
  FailedLimit,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  libraryStep,
  resourceTypes,
  SeededRandom,
  StepOutcome,
} from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeStore } from '../database/UpgradeStore';
import {
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
  SAMPLE_REQUESTER,
} from '@cluster-upgrade/simulation/fixtures';
import { UpgradeRequests } from './UpgradeRequests';

const NODES = ['n-1', 'n-2', 'n-3'];
const { nodes } = resourceTypes;
const asked = { actor: SAMPLE_REQUESTER };

jest.setTimeout(60_000);

/** A store whose answer to the first reading of a state is old already when it arrives. */
function afterFirstRead(
  store: UpgradeStore,
  happens: () => Promise<void>,
): UpgradeStore {
  let isFirst = true;
  const readState: UpgradeStore['readState'] = async id => {
    const state = await store.readState(id);
    if (isFirst) {
      isFirst = false;
      await happens();
    }
    return state;
  };
  return new Proxy(store, {
    get: (target, key) => {
      const value = Reflect.get(target, key);
      return key === 'readState' ? readState : (value.bind?.(target) ?? value);
    },
  });
}

describe('a lane that is skipped', () => {
  let bench: EngineBench;
  let steps: ScriptedSteps;

  beforeEach(async () => {
    bench = await EngineBench.open();
    steps = new ScriptedSteps();
    for (const name of NODES) {
      await bench.client().create(nodes, {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name },
        spec: {},
      });
    }
  });

  afterEach(() => bench.dispose());

  async function cordoned(): Promise<string[]> {
    const { items } = await bench.client().list(nodes);
    return items
      .filter(({ spec }) => spec.unschedulable)
      .map(({ metadata }) => metadata.name);
  }

  const plan = samplePlan(
    NODES.flatMap(name => {
      const lane = { id: `node/${name}`, group: 'nodes', target: name };
      const giveBack = sampleUndo({
        id: `undo/${name}/uncordon`,
        lane,
        when: 'always',
        ...libraryStep('restore-cordon', { node: name }),
      });
      return [
        sampleStep({
          id: `${name}/cordon`,
          lane,
          ...libraryStep('cordon-node', { node: name }),
          undo: [giveBack],
        }),
        sampleStep({
          id: `${name}/work`,
          lane,
          dependsOn: [`${name}/cordon`],
          input: scripted(`work/${name}`),
          undo: [
            sampleUndo({
              id: `undo/${name}/work`,
              lane,
              input: scripted(`undo/${name}`),
            }),
            giveBack,
          ],
        }),
        sampleStep({
          id: `${name}/uncordon`,
          lane,
          dependsOn: [`${name}/work`],
          ...libraryStep('restore-cordon', { node: name }),
        }),
      ];
    }),
    {
      snapshot: NODES.map(name => ({
        object: { apiVersion: 'v1', kind: 'Node', name },
        pointers: ['/spec/unschedulable'],
      })),
    },
  );

  async function start(options = {}): Promise<string> {
    const id = await bench.accept(plan);
    bench.startWorker('w-1', bench.portsFor([steps.handler], options));
    return id;
  }

  const needsAttention = ({ status }: UpgradeState) =>
    status === 'needs-attention';

  it('is given back, named at the end, and keeps no other from being upgraded', async () => {
    steps.on('work/n-1', () => FAILED);
    const id = await start();
    await bench.until(id, needsAttention);
    expect(await cordoned()).toEqual(['n-1']);
    await bench.requests.skip(
      id,
      { stepId: 'n-1/work', reason: 'Its disk is broken' },
      asked,
    );
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('stopped-mixed');
    expect(state.leftovers).toMatchObject([
      {
        stepId: 'node/n-1',
        title: 'n-1 was skipped',
        cause: { text: 'Its disk is broken' },
      },
    ]);
    expect(state.skipped).toMatchObject({
      'node/n-1': { by: SAMPLE_REQUESTER, plan: 'upgrade' },
    });
    expect(state.steps.upgrade['n-1/work'].status).toBe('abandoned');
    expect(state.steps.upgrade['n-3/work'].status).toBe('done');
    expect(await cordoned()).toEqual([]);
  });

  it('stops at once when it is worked on', async () => {
    steps.on('work/n-1', () => waitingFor('never'));
    const id = await start();
    await bench.until(
      id,
      s => s.steps.upgrade['n-1/work']?.status === 'waiting',
    );
    await bench.requests.skip(
      id,
      { laneId: 'node/n-1', reason: 'It is dead' },
      asked,
    );
    const state = await bench.untilFinished(id);
    expect(state.steps.upgrade['n-1/work'].status).toBe('abandoned');
    expect(await cordoned()).toEqual([]);
  });

  const withLimit = (maxFailedNodes: FailedLimit): UpgradePlan => ({
    ...plan,
    strategy: { ...plan.strategy, maxFailedNodes },
  });

  it('is a node that failed, of as many as may, and the next one waits for a person', async () => {
    steps.on('work/n-1', () => FAILED).on('work/n-2', () => FAILED);
    const id = await bench.accept(withLimit('34%'));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    const state = await bench.until(id, needsAttention);
    expect(state.skipped).toMatchObject({
      'node/n-1': { by: ENGINE_ACTOR, plan: 'upgrade', reason: 'It is bad' },
    });
    expect(state.steps.upgrade['n-1/uncordon'].status).toBe('done');
    expect(state.steps.upgrade['n-3/cordon']).toBeUndefined();
    expect(state.failure).toMatchObject({
      cause: {
        text: '2 of 3 nodes failed, and 1 may. The last is n-2: It is bad',
      },
      remedy: expect.stringContaining('skip n-2 for a reason'),
    });
    expect(await cordoned()).toEqual(['n-2']);
  });

  it('is named at the end where no more failed than may', async () => {
    steps.on('work/n-2', () => FAILED);
    const id = await bench.accept(withLimit(1));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    const state = await bench.untilFinished(id);
    expect(state).toMatchObject({
      outcome: 'stopped-mixed',
      leftovers: [{ stepId: 'node/n-2', cause: { text: 'It is bad' } }],
    });
    expect(state.steps.upgrade['n-3/uncordon'].status).toBe('done');
    expect(await cordoned()).toEqual([]);
  });

  it('is one of the plan, with something left to skip', async () => {
    steps.on('work/n-2', () => FAILED);
    const id = await start();
    await bench.until(id, needsAttention);
    const reason = 'It is dead';
    await expect(
      bench.requests.skip(id, { laneId: 'node/x', reason }, asked),
    ).rejects.toThrow(/has no lane 'node\/x'/);
    await expect(
      bench.requests.skip(id, { laneId: 'node/n-1', reason }, asked),
    ).rejects.toThrow(/Nothing of n-1 is left to skip/);
  });

  it('is none of the way back when the upgrade turns back while somebody asks', async () => {
    steps
      .on('work/n-1', () => waitingFor('never'))
      .on('undo/n-1', () => waitingFor('never'));
    const id = await start();
    await bench.until(
      id,
      s => s.steps.upgrade['n-1/work']?.status === 'waiting',
    );
    const turnBack = async () => {
      await bench.ask(id, 'rollback');
      await bench.until(id, ({ activePlan }) => activePlan === 'rollback');
    };
    const requests = new UpgradeRequests({
      store: afterFirstRead(bench.store, turnBack),
      clock: bench.clock,
      random: new SeededRandom(1),
      wake: () => {},
    });
    const answer = requests.skip(
      id,
      { laneId: 'node/n-1', reason: 'So that the others go on' },
      asked,
    );
    await expect(answer).rejects.toThrow(/not as you saw it any more/);
    await bench.work.advance(60_000);
    const state = await bench.store.readState(id);
    expect(state.activePlan).toBe('rollback');
    expect(state.skipped).toBeUndefined();
  });

  async function rollBack(options = {}): Promise<string> {
    steps.on('work/n-3', () => FAILED);
    const id = await start(options);
    await bench.until(id, needsAttention);
    await bench.ask(id, 'rollback');
    return id;
  }

  it('is gone round on the way back by itself, and named as left over', async () => {
    steps.on('undo/n-2', () => FAILED);
    const id = await rollBack();
    const state = await bench.untilFinished(id);
    expect(state.outcome).toBe('rolled-back-with-leftovers');
    expect(state.leftovers).toMatchObject([{ stepId: 'node/n-2' }]);
    expect(state.steps.rollback['undo/n-1/work'].status).toBe('done');
    expect(await cordoned()).toEqual([]);
  });

  it('is for a person to skip on the way back when the API refuses', async () => {
    steps.on('undo/n-2', () => ({
      status: 'failed',
      failure: {
        kind: 'error',
        cause: { code: 'api-error', text: 'nodes is forbidden' },
        remedy: 'Grant the right.',
      },
    }));
    const id = await rollBack();
    const state = await bench.until(id, needsAttention);
    expect(state.activePlan).toBe('rollback');
    expect(state.skipped).toBeUndefined();
  });

  it('waits for a person on the way back when too many fail, who may skip it too', async () => {
    steps.on('undo/n-2', () => FAILED).on('undo/n-1', () => FAILED);
    const id = await rollBack({ maxFailedOnRollback: 1 });
    const state = await bench.until(id, needsAttention);
    expect(Object.keys(state.skipped ?? {})).toEqual(['node/n-2']);
    await bench.requests.skip(
      id,
      { laneId: 'node/n-1', reason: 'It is dead too' },
      asked,
    );
    const { outcome, leftovers } = await bench.untilFinished(id);
    expect(outcome).toBe('rolled-back-with-leftovers');
    expect(leftovers).toHaveLength(2);
  });

  it('is asked for again on the way back, and left out there only if skipped there', async () => {
    const skippedAt = new Map<string, readonly string[]>();
    const see = (name: string, outcome: StepOutcome) =>
      steps.on(name, ({ skippedTargets }) => {
        skippedAt.set(name, skippedTargets);
        return outcome;
      });
    steps.on('work/n-1', () => FAILED);
    see('work/n-2', DONE);
    see('work/n-3', FAILED);
    see('undo/n-3', FAILED);
    see('undo/n-2', DONE);
    see('undo/n-1', DONE);
    const id = await start();
    await bench.until(id, needsAttention);
    await bench.requests.skip(
      id,
      { laneId: 'node/n-1', reason: 'It can not be drained' },
      asked,
    );
    await bench.until(id, s => needsAttention(s) && skippedAt.has('work/n-3'));
    await bench.ask(id, 'rollback');
    await bench.untilFinished(id);
    expect(Object.fromEntries(skippedAt)).toEqual({
      'work/n-2': ['n-1'],
      'work/n-3': ['n-1'],
      'undo/n-3': [],
      'undo/n-1': ['n-3'],
      'undo/n-2': ['n-3'],
    });
  });

  it('is not needed to pause the way back, which goes on when resumed', async () => {
    steps.on('undo/n-2', (_, look) =>
      look < 3
        ? waitingFor('slow')
        : { status: 'done', result: { code: 'ok', text: 'It is done' } },
    );
    const id = await rollBack();
    await bench.until(id, s => s.steps.rollback['undo/n-2/work'] !== undefined);
    await bench.ask(id, 'pause');
    const paused = await bench.until(id, ({ status }) => status === 'paused');
    expect(paused.steps.rollback['undo/n-1/work']).toBeUndefined();
    await bench.ask(id, 'resume');
    expect((await bench.untilFinished(id)).outcome).toBe('rolled-back');
  });
});

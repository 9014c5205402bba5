import {
  libraryStep,
  nodeAdmission,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
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
  SAMPLE_REQUESTER,
} from '@cluster-upgrade/simulation/fixtures';

const NODES = ['n-1', 'n-2', 'n-3', 'n-4'];
const { nodes } = resourceTypes;

jest.setTimeout(60_000);

describe('nodes out of service', () => {
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
      await setReady(name, 'True');
    }
  });

  afterEach(() => bench.dispose());

  async function setReady(name: string, status: string): Promise<void> {
    await bench
      .client()
      .patch(
        nodes,
        { name },
        'merge',
        { status: { conditions: [{ type: 'Ready', status }] } },
        { subresource: 'status' },
      );
  }

  async function cordonByHand(name: string, isCordoned: boolean) {
    await bench.client().patch(nodes, { name }, 'merge', {
      spec: { unschedulable: isCordoned || null },
    });
  }

  async function outOfService(): Promise<string[]> {
    const { items } = await bench.client().list(nodes);
    return items
      .filter(
        ({ spec, status }) =>
          spec.unschedulable || status.conditions?.[0]?.status !== 'True',
      )
      .map(({ metadata }) => metadata.name);
  }

  function plan(maxUnavailable: number, lanes = NODES) {
    return samplePlan(
      lanes.flatMap(name => {
        const lane = { id: `node/${name}`, group: 'nodes', target: name };
        return [
          sampleStep({
            id: `${name}/cordon`,
            lane,
            ...libraryStep('cordon-node', { node: name, maxUnavailable }),
          }),
          sampleStep({
            id: `${name}/work`,
            lane,
            dependsOn: [`${name}/cordon`],
            input: scripted(`work/${name}`),
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
        laneLimits: { nodes: maxUnavailable },
        admission: { nodes: nodeAdmission(maxUnavailable) },
        snapshot: NODES.map(name => ({
          object: { apiVersion: 'v1', kind: 'Node', name },
          pointers: ['/spec/unschedulable'],
        })),
      },
    );
  }

  function workTakes(looks: number): void {
    NODES.forEach(name =>
      steps.on(`work/${name}`, (_, look) =>
        look < looks ? waitingFor('work') : DONE,
      ),
    );
  }

  it('are never more than the limit, with one down already and lanes that begin together', async () => {
    await setReady('n-4', 'False');
    workTakes(4);
    const id = await bench.accept(plan(2, ['n-1', 'n-2', 'n-3']));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    let most = 0;
    await bench.until(id, ({ status }) => {
      outOfService().then(names => {
        most = Math.max(most, names.length);
      });
      return status === 'finished';
    });
    expect(most).toBe(2);
    expect((await bench.store.readState(id)).outcome).toBe('completed');
  });

  it('keep a lane from its turn, which says who holds it up and for how long there is no hurry', async () => {
    await cordonByHand('n-4', true);
    workTakes(1);
    const id = await bench.accept(plan(1, ['n-1', 'n-2']));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    const held = await bench.until(
      id,
      s => s.steps.upgrade['n-1/cordon']?.wait !== undefined,
    );
    expect(held.steps.upgrade['n-1/cordon']).toMatchObject({
      status: 'pending',
      attempt: 0,
      wait: {
        kind: 'lane',
        object: { kind: 'Node', name: 'n-1' },
        condition: { text: 'No other node is out of service' },
        why: {
          text: 'Out of service: n-4 (cordoned by somebody else); at most 1 may be',
        },
        atLimit: 'hold',
      },
    });
    await bench.work.advance(3_600_000);
    expect((await bench.store.readState(id)).status).toBe('running');
    await cordonByHand('n-4', false);
    expect((await bench.untilFinished(id)).outcome).toBe('completed');
    expect(await bench.eventsOf(id, 'step-waiting')).not.toHaveLength(0);
  });

  it('let one begin that is out of service itself', async () => {
    await setReady('n-2', 'False');
    workTakes(1);
    const id = await bench.accept(plan(1, ['n-1', 'n-2']));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    const state = await bench.until(
      id,
      s => s.steps.upgrade['n-2/uncordon']?.status === 'done',
    );
    expect(state.steps.upgrade['n-1/cordon'].status).toBe('pending');
  });

  it('go on being upgraded, one at a time, beside one that is dead and was skipped', async () => {
    workTakes(3);
    steps.on('work/n-1', async () => {
      await setReady('n-1', 'False');
      return FAILED;
    });
    const id = await bench.accept(plan(1));
    bench.startWorker('w-1', bench.portsFor([steps.handler]));
    await bench.until(id, ({ status }) => status === 'needs-attention');
    await bench.requests.skip(
      id,
      { laneId: 'node/n-1', reason: 'It is dead' },
      { actor: SAMPLE_REQUESTER },
    );
    let most = 0;
    const state = await bench.until(id, ({ status }) => {
      outOfService().then(names => {
        most = Math.max(most, names.length);
      });
      return status === 'finished';
    });
    expect(state.outcome).toBe('stopped-mixed');
    expect(state.steps.upgrade['n-4/uncordon'].status).toBe('done');
    expect(await outOfService()).toEqual(['n-1']);
    expect(most).toBe(2);
  });
});

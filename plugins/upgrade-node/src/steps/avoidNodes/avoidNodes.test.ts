import { startStillCluster } from '../../__testUtils__/virtualCluster';
import { resourceTypes } from '../../cluster/resourceTypes';
import { ClusterApiError } from '../../ports/ClusterApiError';
import {
  ClientRequest,
  InterceptedClusterClient,
} from '../../testUtils/InterceptedClusterClient';
import { ClusterWorld } from '../../testUtils/trials/ClusterWorld';
import { StepTrial } from '../../testUtils/trials/StepTrial';
import { avoidNodes } from './avoidNodes';
import { TAINT_TO_BE_UPGRADED } from './avoidTaint';

const NODES = 600;

describe('avoid-nodes of many nodes', () => {
  const names = Array.from({ length: NODES }, (_, index) => `w-${index}`);
  let world: ClusterWorld;
  let requests: ClientRequest[];

  beforeEach(async () => {
    world = await startStillCluster({
      objects: names.map(name => ({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name },
        spec: {},
      })),
    });
    requests = [];
  });

  afterEach(() => world.stop());

  const trialWith = (onWrite: (nth: number) => Promise<void> | void) =>
    new StepTrial(
      world,
      { handler: avoidNodes, input: { nodes: names } },
      new InterceptedClusterClient(world.cluster, async (request, send) => {
        requests.push(request);
        if (request.verb === 'patch') {
          await onWrite(count('patch'));
        }
        return send();
      }),
    );

  const count = (verb: ClientRequest['verb']) =>
    requests.filter(request => request.verb === verb).length;

  async function avoided(): Promise<number> {
    const { items } = await world.cluster.list(resourceTypes.nodes);
    return items.filter(({ spec }) =>
      spec.taints?.some(({ key }: any) => key === TAINT_TO_BE_UPGRADED),
    ).length;
  }

  it('lists them twice: to see what is to be done, and that it is', async () => {
    const trial = trialWith(() => {});
    expect((await trial.run(60_000)).status).toBe('done');
    const pages = count('list') / 2;
    expect(pages).toBeLessThanOrEqual(Math.ceil(NODES / 500));
    expect(count('patch')).toBe(NODES);
    expect(trial.intents).toHaveLength(1);
    expect(await avoided()).toBe(NODES);
  });

  it('leaves what has changed since for the next look', async () => {
    const trial = trialWith(nth => {
      if (nth % 100 === 0 && nth <= NODES) {
        throw new ClusterApiError(409, 'Conflict', 'it has been modified');
      }
    });
    expect((await trial.run(60_000)).status).toBe('done');
    expect(trial.transientErrors).toEqual([]);
    expect(count('patch')).toBe(NODES + NODES / 100);
  });

  it('ends its writing after a while, and goes on at the next look', async () => {
    const trial = trialWith(() => world.advance(100));
    await trial.reconcile();
    const first = count('patch');
    expect(first).toBeGreaterThanOrEqual(290);
    expect(first).toBeLessThan(NODES);
    expect((await trial.run(600_000)).status).toBe('done');
    expect(await avoided()).toBe(NODES);
  });
});

import { shopObjects } from '../../__testUtils__/shop';
import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { resourceTypes } from '../../cluster/resourceTypes';
import { ClusterApiError } from '../../ports/ClusterApiError';
import {
  ClientRequest,
  InterceptedClusterClient,
} from '../../testUtils/InterceptedClusterClient';
import { ClusterWorld } from '../../testUtils/trials/ClusterWorld';
import { StepTrial } from '../../testUtils/trials/StepTrial';
import { drainNode } from './drainNode';

const { nodes, pods } = resourceTypes;

/** Names of pods without what was rolled for them. */
function named(text: string): string {
  return text
    .replace(/(checkout|reports)-[a-z0-9]+-[a-z0-9]+/g, '$1-…')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, '… UTC');
}

describe('drain-node on a cluster', () => {
  const worlds: ClusterWorld[] = [];

  afterEach(() => Promise.all(worlds.splice(0).map(world => world.stop())));

  async function startDrain(
    onRequest: (request: ClientRequest) => Promise<void> | void,
  ) {
    const world = await startVirtualCluster({
      objects: shopObjects(),
      prepare: ({ cluster }) =>
        cluster.patch(nodes, { name: 'w-1' }, 'merge', {
          spec: { unschedulable: true },
        }) as Promise<never>,
    });
    worlds.push(world);
    const log: string[] = [];
    const seen = { intents: 0, wait: '' };
    const trial: StepTrial = new StepTrial(
      world,
      { handler: drainNode, input: { node: 'w-1', podsPerPass: 10 } },
      new InterceptedClusterClient(world.cluster, async (request, send) => {
        await onRequest(request);
        return send();
      }),
      () => {
        const acted = trial.intents.slice(seen.intents);
        const why = trial.waits[trial.waits.length - 1]?.why.text ?? '';
        seen.intents = trial.intents.length;
        log.push(...acted.map(({ text }) => named(text)));
        if (acted.length === 0 && why !== seen.wait) {
          log.push(`waits: ${named(why)}`);
        }
        seen.wait = why;
      },
    );
    return { world, trial, log };
  }

  it('moves one application at the pace of its budget, others at once', async () => {
    const { trial, log } = await startDrain(() => {});
    await expect(trial.run(600_000)).resolves.toMatchObject({
      status: 'done',
      result: { code: 'node-drained' },
    });
    expect(log).toEqual([
      'Evicts shop/checkout-…, shop/ledger-0, shop/reports-… from node w-1',
      // Five pods count: the one that is ending, and its successor that is starting.
      "waits: shop/checkout's budget blocks evicting pod checkout-…: it needs 3 ready and has 3 of 5",
      'Evicts shop/checkout-… from node w-1',
      'waits: Pod shop/checkout-… is ending, shop/checkout-… until … UTC at the latest',
    ]);
  });

  it('shows the budget by which the eviction API refuses', async () => {
    const ofCheckout = { labelSelector: 'app=checkout' };
    const { trial, world } = await startDrain(async ({ verb, name }) => {
      if (verb === 'evict' && name?.startsWith('checkout-')) {
        // Somebody else is quicker, and takes what the budget allowed.
        const { items } = await world.cluster.list(pods, ofCheckout);
        const other = items.find(({ metadata }) => metadata.name !== name)!;
        await world.cluster.evict({
          name: other.metadata.name,
          namespace: 'shop',
        });
      }
    });
    const refusal: ClusterApiError = await trial.reconcile().then(
      () => undefined,
      error => error,
    );
    expect(refusal).toMatchObject({ status: 429, reason: 'TooManyRequests' });
    await trial.reconcile();
    const shown = trial.waits.at(-1)!;
    const { name } = shown.object!;
    expect(refusal.causes).toEqual([
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${name} does not allow evicting pods currently`,
      },
    ]);
    const budget = await world.cluster.get(resourceTypes.podDisruptionBudgets, {
      name,
      namespace: 'shop',
    });
    const { desiredHealthy, currentHealthy, expectedPods } = budget.status;
    expect(shown).toMatchObject({
      kind: 'budget',
      object: { kind: 'PodDisruptionBudget', namespace: 'shop' },
      why: {
        params: {
          needed: desiredHealthy,
          ready: currentHealthy,
          expected: expectedPods,
        },
      },
    });
  });

  it('cordons again when someone uncordons meanwhile, and evicts what came', async () => {
    let evictions = 0;
    const { trial, world, log } = await startDrain(({ verb }) => {
      evictions += verb === 'evict' ? 1 : 0;
    });
    while (evictions === 0) {
      await trial.reconcile();
    }
    await world.cluster.patch(nodes, { name: 'w-1' }, 'merge', {
      spec: { unschedulable: null },
    });
    await expect(trial.run(600_000)).resolves.toMatchObject({ status: 'done' });
    expect(log).toContain(
      'Cordons node w-1, which takes new pods although it is being drained',
    );
    const { items } = await world.cluster.list(pods, {
      fieldSelector: 'spec.nodeName=w-1',
    });
    expect(items.map(({ metadata }) => metadata.labels?.app)).toEqual([
      'agent',
    ]);
  });
});

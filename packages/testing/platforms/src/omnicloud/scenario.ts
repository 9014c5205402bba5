import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import {
  EffectiveThreshold,
  Inventory,
  Strategy,
  StrategyKind,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { simulatedOmniCloud } from './simulated';
import { omniCloudDriver as driver } from '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud';
import {
  listAll,
  Random,
  resourceTypes,
  TAINT_TO_BE_UPGRADED,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  EngineBench,
  OpenScenario,
  unrestored,
} from '@cluster-upgrade/simulation';
import { SAMPLE_CLUSTER } from '@cluster-upgrade/simulation/fixtures';

const SEEDING_LIMIT_MS = 3_600_000;
export const OMNICLOUD_OLD = 'v1.4.0';
export const OMNICLOUD_NEW = 'v1.5.0';

/** An embedded OmniCloud cluster with everything that runs in it. */
export interface OmniCloudBench {
  bench: EngineBench;
  cluster: ReturnType<typeof startInProcessCluster>;
  inspect(): Promise<Inventory>;
  makePlan(
    strategy?: Partial<Strategy>,
    threshold?: Partial<EffectiveThreshold>,
  ): Promise<UpgradePlan>;
}

export async function openOmniCloudBench(
  seed: number,
): Promise<OmniCloudBench> {
  let cluster: OmniCloudBench['cluster'];
  const bench = await EngineBench.open(seed, (clock, random) => {
    cluster = startInProcessCluster({
      clock,
      random,
      platform: simulatedOmniCloud,
    });
    return { client: () => cluster.client, stop: () => cluster.stop() };
  });
  await bench.work.advanceUntil(() => cluster.isSeeded(), SEEDING_LIMIT_MS);
  const context = {
    clusterRef: SAMPLE_CLUSTER,
    cluster: bench.client(),
    clock: bench.clock,
  };
  const inspect = () => bench.work.count(driver.inspect(context));
  return {
    bench,
    cluster: cluster!,
    inspect,
    async makePlan(strategy = {}, threshold = {}) {
      const inventory = await inspect();
      const target = await driver.describeTarget(
        context,
        inventory,
        OMNICLOUD_NEW,
      );
      return driver.compilePlan({
        inventory,
        target,
        path: [OMNICLOUD_NEW],
        strategy: { ...driver.defaultStrategy, ...strategy },
        thresholds: thresholdsFor(inventory, threshold),
        facts: await driver.readPlanFacts(context, inventory, target),
      });
    },
  };
}

/** OmniCloud with its own driver, upgraded by a strategy that is drawn from the seed. */
export const openOmniCloudScenario: OpenScenario = async (seed, random) => {
  const { bench, inspect, makePlan } = await openOmniCloudBench(seed);
  const before = await inspect();
  return {
    bench,
    plan: await makePlan(drawStrategy(random)),
    ports: { platformOf: () => driver },
    // Spare nodes are cordoned beside those in turn, and controllers write as well.
    rules: { maxCordoned: Infinity, isAlone: false },
    async check({ outcome, proof }) {
      // What the upgrade gave back takes its time to become ready.
      await bench.work.advance(SETTLING_MS);
      return [
        ...unrestored(proof),
        ...differences(before, await inspect(), outcome),
        ...(await avoidedNodes(bench)).map(
          name => `pods still avoid ${name} after '${outcome}'`,
        ),
      ];
    },
  };
};

/** Nodes that an upgrade has not given back to the scheduler. */
export async function avoidedNodes(bench: EngineBench): Promise<string[]> {
  const { items } = await bench.work.count(
    listAll(bench.client(), resourceTypes.nodes),
  );
  return items
    .filter(({ spec }) =>
      spec.taints?.some(
        ({ key }: { key: string }) => key === TAINT_TO_BE_UPGRADED,
      ),
    )
    .map(({ metadata }) => metadata.name);
}

/** How long pods may take to be as before, once the upgrade has ended. */
const SETTLING_MS = 600_000;

function drawStrategy(random: Random): Partial<Strategy> {
  const kinds: StrategyKind[] = ['capacity-first', 'scale-down', 'hybrid'];
  const kind = kinds[Math.floor(random.next() * kinds.length)];
  return {
    kind,
    spareNodes: kind === 'scale-down' ? 0 : 1,
    scaleDownPercent: kind === 'capacity-first' ? 0 : 40,
    maxUnavailableNodes: 1 + Math.floor(random.next() * 2),
    nodeSoakMs: 10_000,
    finalSoakMs: 30_000,
  };
}

const EXPECTED_VERSION: Record<string, string | undefined> = {
  completed: OMNICLOUD_NEW,
  'rolled-back': OMNICLOUD_OLD,
  'cancelled-unchanged': OMNICLOUD_OLD,
};

/** What is not as it was, though every outcome gives it back. */
function differences(
  before: Inventory,
  after: Inventory,
  outcome: string | undefined,
): string[] {
  const expected = EXPECTED_VERSION[outcome ?? ''];
  const nodes = ({ nodes: all }: Inventory) =>
    all.map(
      ({ name, isCordoned }) => `${name}${isCordoned ? ' cordoned' : ''}`,
    );
  const applications = ({ applications: all }: Inventory) =>
    all.map(({ id, desired, ready }) => `${id} ${ready}/${desired}`);
  const compare = (what: string, one: string[], other: string[]) =>
    one.join() === other.join()
      ? []
      : [
          `${what} after '${outcome}': ${other.join(', ')}; were ${one.join(', ')}`,
        ];
  return [
    ...(expected === undefined || after.version === expected
      ? []
      : [`it runs ${after.version ?? 'several versions'} after '${outcome}'`]),
    ...compare('nodes', nodes(before), nodes(after)),
    ...compare('applications', applications(before), applications(after)),
  ];
}

function thresholdsFor(
  { applications }: Inventory,
  threshold: Partial<EffectiveThreshold>,
): EffectiveThreshold[] {
  return applications.map(({ id }) => ({
    applicationId: id,
    maxFailures: 1,
    allowedInstances: 1,
    unit: 'count',
    mustLastMs: 60_000,
    action: 'rollback',
    source: 'platform-default',
    sourceName: 'upgrade.thresholds.default',
    ...threshold,
  }));
}

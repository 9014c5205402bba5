import { runCluster, RunningCluster } from '@cluster-upgrade/cluster-simulator';
import {
  objectKey,
  PlanStep,
  SnapshotObject,
  Strategy,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  keyOf,
  lintPlan,
  readObject,
  readPointer,
  resourceTypeOf,
  RestrictedClusterClient,
  stepLibrary,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { omniCloudDriver as driver } from './OmniCloudDriver';

const START_LIMIT_MS = 120_000;
const RUN_LIMIT_MS = 180_000;
/** How often steps are looked at; the engine has watches instead. */
const POLL_MS = 25;

const clock = new SystemClock();
const handlers = [...stepLibrary, ...driver.stepHandlers];

describe('the OmniCloud driver on the embedded cluster', () => {
  let cluster: RunningCluster;

  beforeAll(async () => {
    cluster = await runCluster({
      target: 'embedded',
      platform: 'omnicloud',
      speed: 50,
    });
  }, START_LIMIT_MS);

  afterAll(() => cluster?.stop());

  /** Reads with the declared rights only. */
  function context() {
    return {
      clusterRef: 'resource:default/omnicloud',
      cluster: new RestrictedClusterClient(
        cluster.client,
        driver.rights,
        'the driver',
      ),
      clock,
    };
  }

  async function makePlan(strategy: Partial<Strategy>): Promise<UpgradePlan> {
    const inventory = await driver.inspect(context());
    const target = await driver.describeTarget(context(), inventory, 'v1.5.0');
    return driver.compilePlan({
      inventory,
      target,
      path: ['v1.5.0'],
      strategy: {
        ...driver.defaultStrategy,
        nodeSoakMs: 200,
        finalSoakMs: 200,
        ...strategy,
      },
      thresholds: [],
      facts: await driver.readPlanFacts(context(), inventory, target),
    });
  }

  async function readSnapshot(
    plan: UpgradePlan,
  ): Promise<Map<string, SnapshotObject>> {
    const saved = new Map<string, SnapshotObject>();
    for (const { object, pointers } of plan.snapshot) {
      const found = await readObject(
        { cluster: cluster.client },
        resourceTypeOf(object),
        keyOf(object),
      );
      saved.set(objectKey(object), {
        object,
        existed: found !== undefined,
        values: Object.fromEntries(
          pointers.map(pointer => [
            pointer,
            readPointer(found, pointer) ?? null,
          ]),
        ),
      });
    }
    return saved;
  }

  /** Runs steps in the order given, each with its declared rights only. */
  async function run(
    steps: readonly (PlanStep | UndoStep)[],
    saved: Map<string, SnapshotObject>,
  ): Promise<void> {
    for (const step of steps) {
      const handler = handlers.find(({ kind }) => kind === step.kind)!;
      const input = handler.parseInput(step.input);
      const startedAtMs = clock.now();
      let memo;
      for (;;) {
        const outcome = await handler.reconcile({
          input,
          cluster: new RestrictedClusterClient(
            cluster.client,
            handler.rightsFor(input),
            step.id,
          ),
          clock,
          signal: new AbortController().signal,
          identity: {
            upgradeId: 'u-1',
            epoch: 1,
            clusterRef: 'resource:default/omnicloud',
          },
          startedAtMs,
          memo,
          snapshotOf: object => saved.get(objectKey(object)),
          recordIntent: async () => {},
        });
        if (outcome.status === 'done') {
          break;
        }
        if (outcome.status === 'failed') {
          throw new Error(`${step.id}: ${outcome.failure.cause.text}`);
        }
        memo = outcome.memo;
        await clock.sleep(outcome.recheckAfterMs === 0 ? 0 : POLL_MS);
      }
    }
  }

  /** What takes everything back, in the order in which the engine does it for one lane at a time. */
  function wayBack(plan: UpgradePlan): UndoStep[] {
    const undo = [...plan.steps].reverse().flatMap(step => step.undo);
    const lastById = new Map(undo.map((step, index) => [step.id, index]));
    const once = undo.filter(({ id }, index) => lastById.get(id) === index);
    return plan.rollbackPhases.flatMap(({ id }) => {
      const ofPhase = once.filter(({ phaseId }) => phaseId === id);
      const lanes = new Set(ofPhase.map(({ lane }) => lane?.id));
      return [...lanes].flatMap(laneId =>
        ofPhase.filter(({ lane }) => lane?.id === laneId),
      );
    });
  }

  it('sees what runs, and offers what it can become', async () => {
    const inventory = await driver.inspect(context());
    expect(inventory).toMatchObject({ version: 'v1.4.0', unknowns: [] });
    expect(inventory.components.map(({ id }) => id)).toEqual([
      'orchestrator',
      'director',
      'registry',
      'forge',
      'agent',
      'platform',
    ]);
    const releases = await driver.listReleases(context(), inventory);
    expect(
      releases.map(({ version, path, isRecommended }) => [
        version,
        path.length > 0,
        isRecommended,
      ]),
    ).toEqual([
      ['v2.0.0', false, false],
      ['v1.5.0', true, true],
      ['v1.4.1', true, false],
    ]);
  });

  it('names what the platform does not offer', async () => {
    const inventory = await driver.inspect(context());
    await expect(
      driver.describeTarget(context(), inventory, 'v9.9.9'),
    ).rejects.toThrow('OmniCloud does not offer version v9.9.9');
  });

  it('finds nothing that blocks a healthy cluster, with the rights it declares', async () => {
    const plan = await makePlan({});
    expect(lintPlan(plan, handlers)).toEqual([]);
    const inventory = await driver.inspect(context());
    const neededRights = [
      ...driver.rights,
      ...plan.steps.flatMap(step => {
        const handler = handlers.find(({ kind }) => kind === step.kind)!;
        return handler.rightsFor(handler.parseInput(step.input));
      }),
    ];
    for (const check of driver.checks) {
      const findings = await check.run({
        ...context(),
        inventory,
        plan,
        neededRights,
      });
      expect(findings.length).toBeGreaterThan(0);
      findings.forEach(({ id, status, observed }) =>
        expect({ id, status, observed }).toMatchObject({
          status: expect.stringMatching(/^(pass|warning)$/),
        }),
      );
    }
  });

  it(
    'takes the cluster to the target, gives back what it borrowed, and takes all of it back',
    async () => {
      const plan = await makePlan({
        kind: 'hybrid',
        scaleDownPercent: 40,
        spareNodes: 1,
      });
      const saved = await readSnapshot(plan);
      const before = await driver.inspect(context());

      await run(plan.steps, saved);

      const upgraded = await driver.inspect(context());
      expect(upgraded.version).toBe('v1.5.0');
      expect(upgraded.nodes).toHaveLength(before.nodes.length);
      expect(upgraded.nodes.filter(node => node.isCordoned)).toEqual([]);
      expect(upgraded.applications).toEqual(before.applications);
      expect((await makePlan({})).steps).toEqual([]);

      await run(wayBack(plan), saved);

      expect((await driver.inspect(context())).version).toBe('v1.4.0');
      expect(await readSnapshot(plan)).toEqual(saved);
    },
    RUN_LIMIT_MS,
  );
});

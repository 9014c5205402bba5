import {
  objectKey,
  PlanStep,
  SnapshotObject,
  Strategy,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  DriverContext,
  keyOf,
  readObject,
  readPointer,
  resourceTypeOf,
  RestrictedClusterClient,
  StepHandler,
  stepHandlersOf,
  SystemClock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { omniCloudDriver as driver } from '../OmniCloudDriver';

/** How often steps are looked at; the engine has watches instead. */
const POLL_MS = 25;

const CLUSTER_REF = 'resource:default/omnicloud';

const clock = new SystemClock();

/** Those that run this platform's plans. */
export const handlers = stepHandlersOf(driver);

export function handlerOf({ kind }: Pick<PlanStep, 'kind'>): StepHandler {
  return handlers.find(handler => handler.kind === kind)!;
}

/** Makes plans for a cluster and runs them one step at a time, with the declared rights only. */
export class PlanTrial {
  constructor(private readonly client: ClusterClient) {}

  /** What the driver is given to look at the cluster. */
  get context(): DriverContext {
    return {
      clusterRef: CLUSTER_REF,
      cluster: new RestrictedClusterClient(
        this.client,
        driver.rights,
        'the driver',
      ),
      clock,
    };
  }

  async makePlan(
    toVersion: string,
    strategy: Partial<Strategy>,
  ): Promise<UpgradePlan> {
    const { context } = this;
    const inventory = await driver.inspect(context);
    const target = await driver.describeTarget(context, inventory, toVersion);
    return driver.compilePlan({
      inventory,
      target,
      path: [toVersion],
      strategy: {
        ...driver.defaultStrategy,
        nodeSoakMs: 200,
        finalSoakMs: 200,
        ...strategy,
      },
      thresholds: [],
      facts: await driver.readPlanFacts(context, inventory, target),
    });
  }

  async readSnapshot(plan: UpgradePlan): Promise<Map<string, SnapshotObject>> {
    const saved = new Map<string, SnapshotObject>();
    for (const { object, pointers } of plan.snapshot) {
      const found = await readObject(
        { cluster: this.client },
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

  /** Runs steps in the order given. */
  async run(
    steps: readonly (PlanStep | UndoStep)[],
    saved: ReadonlyMap<string, SnapshotObject>,
  ): Promise<void> {
    for (const step of steps) {
      await this.#runStep(step, saved);
    }
  }

  async #runStep(
    step: PlanStep | UndoStep,
    saved: ReadonlyMap<string, SnapshotObject>,
  ): Promise<void> {
    const handler = handlerOf(step);
    const input = handler.parseInput(step.input);
    const context = {
      input,
      cluster: new RestrictedClusterClient(
        this.client,
        handler.rightsFor(input),
        step.id,
      ),
      clock,
      signal: new AbortController().signal,
      identity: { upgradeId: 'u-1', epoch: 1, clusterRef: CLUSTER_REF },
      startedAtMs: clock.now(),
      idleMs: 0,
      skippedTargets: [],
      silencedWorkloads: [],
      watchedSinceMs: clock.now(),
      isPausing: false,
      snapshotOf: (object: Parameters<typeof objectKey>[0]) =>
        saved.get(objectKey(object)),
      recordIntent: async () => {},
    };
    let memo;
    for (;;) {
      const outcome = await handler.reconcile({ ...context, memo });
      if (outcome.status === 'done') {
        return;
      }
      if (outcome.status === 'failed') {
        throw new Error(`${step.id}: ${outcome.failure.cause.text}`);
      }
      memo = outcome.memo;
      await clock.sleep(outcome.recheckAfterMs === 0 ? 0 : POLL_MS);
    }
  }
}

/** What takes a plan back, in the order in which the engine does it for one lane at a time. */
export function wayBack(plan: UpgradePlan): UndoStep[] {
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

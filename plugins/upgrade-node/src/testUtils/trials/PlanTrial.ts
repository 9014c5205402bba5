import { JsonValue } from '@backstage/types';
import {
  PlanStep,
  SnapshotItem,
  SnapshotObject,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { FencedClusterClient } from '../../cluster/FencedClusterClient';
import { readObject } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { RestrictedClusterClient } from '../../cluster/RestrictedClusterClient';
import { UpgradeDriver } from '../../driver/UpgradeDriver';
import { readPointer } from '../../fields/jsonPointer';
import { StepGraph } from '../../plan/StepGraph';
import { stepLibrary } from '../../steps/stepLibrary';
import { ClusterWorld } from './ClusterWorld';
import { StepTrial, TRIAL_IDENTITY } from './StepTrial';

/**
 * Runs a whole plan in a world, one step after the other, each with the rights it declares; and takes
 * it back. Without an engine: no lanes, no health, no crashes.
 *
 * @public
 */
export class PlanTrial {
  private constructor(
    private readonly driver: UpgradeDriver,
    private readonly world: ClusterWorld,
    private readonly plan: UpgradePlan,
    readonly snapshot: readonly SnapshotObject[],
  ) {}

  /** Saves what a rollback needs. */
  static async begin(
    driver: UpgradeDriver,
    world: ClusterWorld,
    plan: UpgradePlan,
  ): Promise<PlanTrial> {
    const snapshot = await readSnapshot(driver, world, plan.snapshot);
    return new PlanTrial(driver, world, plan, snapshot);
  }

  /**
   * @throws Error that names the step, when one does not come to its end
   */
  async run(): Promise<void> {
    for (const step of inOrder(this.plan.steps)) {
      await this.#run(step);
    }
  }

  /** Takes all steps back, the last one first, phase by phase. */
  async goBack(): Promise<void> {
    for (const undo of wayBack(this.plan)) {
      await this.#run(undo);
    }
  }

  /** The saved parts as they are now. */
  readSnapshot(): Promise<SnapshotObject[]> {
    return readSnapshot(this.driver, this.world, this.plan.snapshot);
  }

  async #run({ id, kind, input, limitMs }: PlanStep | UndoStep): Promise<void> {
    const handlers = [...stepLibrary, ...this.driver.stepHandlers];
    const handler = handlers.find(candidate => candidate.kind === kind);
    if (!handler) {
      throw new Error(`Step '${id}': no handler runs kind '${kind}'`);
    }
    const fenced = new FencedClusterClient(this.world.cluster, {
      identity: TRIAL_IDENTITY,
      fence: () => {},
    });
    const rights = handler.rightsFor(handler.parseInput(input));
    const client = new RestrictedClusterClient(fenced, rights, kind);
    const trial = new StepTrial(
      this.world,
      { handler, input, snapshot: this.snapshot },
      client,
    );
    const outcome = await trial.run(limitMs).catch(error => {
      throw new Error(`Step '${id}': ${error.message}`, { cause: error });
    });
    if (outcome.status === 'failed') {
      throw new Error(`Step '${id}': ${outcome.failure.cause.text}`);
    }
  }
}

function inOrder(steps: readonly PlanStep[]): PlanStep[] {
  const graph = new StepGraph(steps);
  // Whatever is done before a step has fewer steps before it.
  return [...steps].sort(
    (a, b) => graph.ancestorsOf(a.id).size - graph.ancestorsOf(b.id).size,
  );
}

function wayBack(plan: UpgradePlan): UndoStep[] {
  const undo = inOrder(plan.steps)
    .reverse()
    .flatMap(step => step.undo);
  const last = new Map(undo.map((step, index) => [step.id, index]));
  const phases = plan.rollbackPhases.map(({ id }) => id);
  return undo
    .filter((step, index) => last.get(step.id) === index)
    .sort((a, b) => phases.indexOf(a.phaseId) - phases.indexOf(b.phaseId));
}

async function readSnapshot(
  driver: UpgradeDriver,
  world: ClusterWorld,
  items: readonly SnapshotItem[],
): Promise<SnapshotObject[]> {
  return Promise.all(
    items.map(async ({ object, pointers }) => {
      const resource = resourceTypeOf(object, driver.watchedResources);
      const found = await readObject(world, resource, keyOf(object));
      const valueAt = (pointer: string): JsonValue =>
        (readPointer(found, pointer) as JsonValue | undefined) ?? null;
      return {
        object,
        existed: found !== undefined,
        ...(found ? { uid: found.metadata.uid } : {}),
        values: found
          ? Object.fromEntries(
              pointers.map(pointer => [pointer, valueAt(pointer)]),
            )
          : {},
      };
    }),
  );
}

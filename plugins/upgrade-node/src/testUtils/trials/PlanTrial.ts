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
import { listAll } from '../../cluster/RestClusterClient';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { RestrictedClusterClient } from '../../cluster/RestrictedClusterClient';
import { UpgradeDriver } from '../../driver/UpgradeDriver';
import { readPointer } from '../../fields/jsonPointer';
import { StepGraph } from '../../plan/StepGraph';
import { stepHandlersOf } from '../../steps/stepHandlersOf';
import { recordRequests } from '../recordRequests';
import { ClusterWorld } from './ClusterWorld';
import { StepTrial, TRIAL_IDENTITY } from './StepTrial';

/** Longer than the patience of any step with work that does not move. */
const PAUSE_MS = 3_600_000;

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

  /**
   * Runs the plan, and pauses it in each step that says it can be held, for an hour each time.
   *
   * @throws Error that names the step, when one is not held, or does not come to its end afterwards
   * @returns what went on while steps were held; nothing, when the driver keeps its promise
   */
  async runWithPauses(): Promise<string[]> {
    const wentOn: string[] = [];
    for (const step of inOrder(this.plan.steps)) {
      await this.#run(
        step,
        step.pausing?.kind === 'held'
          ? trial => this.#pauseIn(step, trial, wentOn)
          : undefined,
      );
    }
    return wentOn;
  }

  async #pauseIn(
    step: PlanStep,
    trial: StepTrial,
    wentOn: string[],
  ): Promise<void> {
    // The middle of the work, where there is one.
    await trial.reconcile();
    await trial.hold(step.limitMs);
    const before = await this.#specs();
    const { client, writes } = recordRequests(this.world.cluster);
    // Another process, which remembers nothing, finds it held.
    await this.#trialOf(step, client).hold(step.limitMs);
    wentOn.push(
      ...writes().map(({ verb }) => `${step.id}: held twice (${verb})`),
    );
    await trial.rest(PAUSE_MS);
    const after = await this.#specs();
    wentOn.push(
      ...[...new Set([...before, ...after])]
        .filter(spec => !before.has(spec) || !after.has(spec))
        .map(spec => `${step.id}: ${spec}`),
    );
  }

  /** What all objects are told to be, of those that wake the driver's upgrades. */
  async #specs(): Promise<Set<string>> {
    const lists = await Promise.all(
      this.driver.watchedResources.map(resource =>
        listAll(this.world.cluster, resource),
      ),
    );
    return new Set(
      lists.flatMap(({ items }) =>
        items.map(({ metadata, spec }) =>
          JSON.stringify([
            metadata.namespace,
            metadata.name,
            metadata.uid,
            spec,
          ]),
        ),
      ),
    );
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

  async #run(
    step: PlanStep | UndoStep,
    meanwhile: (trial: StepTrial) => Promise<void> = async () => {},
  ): Promise<void> {
    const trial = this.#trialOf(step);
    const outcome = await meanwhile(trial)
      .then(() => trial.run(step.limitMs))
      .catch(error => {
        throw new Error(`Step '${step.id}': ${error.message}`, {
          cause: error,
        });
      });
    if (outcome.status === 'failed') {
      throw new Error(`Step '${step.id}': ${outcome.failure.cause.text}`);
    }
  }

  #trialOf(
    { id, kind, input }: PlanStep | UndoStep,
    cluster = this.world.cluster,
  ): StepTrial {
    const handlers = stepHandlersOf(this.driver);
    const handler = handlers.find(candidate => candidate.kind === kind);
    if (!handler) {
      throw new Error(`Step '${id}': no handler runs kind '${kind}'`);
    }
    const fenced = new FencedClusterClient(cluster, {
      identity: TRIAL_IDENTITY,
      fence: () => {},
    });
    const rights = handler.rightsFor(handler.parseInput(input));
    const client = new RestrictedClusterClient(fenced, rights, kind);
    return new StepTrial(
      this.world,
      { handler, input, snapshot: this.snapshot },
      client,
    );
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

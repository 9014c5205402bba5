import {
  followEvents,
  PlanView,
  UpgradeApi,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  chooseVersion,
  personaToken,
  startPlan,
  upgradeClientAt,
} from '@cluster-upgrade/portal';

/** How long the API took on the way to a running upgrade. */
export interface RunFigures {
  steps: number;
  /** Inspecting, planning and verifying. */
  planMs: number;
  /** Inspecting and verifying again. */
  checksMs: number;
  startMs: number;
}

/** An upgrade that was started through the API as the operator, and is followed there. */
export class UpgradeRun {
  readonly id: string;
  readonly figures: RunFigures;
  /** Resolves once some steps of a node are done; rejects when the upgrade ends before. */
  readonly nodesMove: Promise<void>;
  readonly #stopping = new AbortController();
  #events = 0;
  #hasEnded = false;

  private constructor(
    api: UpgradeApi,
    plan: PlanView,
    facts: { id: string; figures: RunFigures },
  ) {
    this.id = facts.id;
    this.figures = facts.figures;
    this.nodesMove = this.#follow(api, plan);
    // Whoever stops before the nodes move does not wait for them.
    this.nodesMove.catch(() => {});
  }

  /** @throws Error with what stands in the way of a start */
  static async start(
    backendUrl: string,
    clusterRef: string,
  ): Promise<UpgradeRun> {
    const api = upgradeClientAt(
      backendUrl,
      await personaToken(backendUrl, 'operator'),
    );
    const toVersion = chooseVersion(await api.getCluster(clusterRef));
    const [made, planMs] = await timed(() =>
      api.createPlan(clusterRef, { toVersion }),
    );
    const [plan, checksMs] = await timed(() => api.runChecks(made.id));
    const [id, startMs] = await timed(() => startPlan(api, plan));
    const steps = plan.plan.steps.length;
    return new UpgradeRun(api, plan, {
      id,
      figures: { steps, planMs, checksMs, startMs },
    });
  }

  /** So far. */
  get eventCount(): number {
    return this.#events;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Stops following; the upgrade goes on. */
  stop(): void {
    this.#stopping.abort();
  }

  #follow(api: UpgradeApi, { plan }: PlanView): Promise<void> {
    const ofNodes = new Set(
      plan.steps.flatMap(({ id, lane }) => (lane ? [id] : [])),
    );
    const { signal } = this.#stopping;
    return new Promise((done, reject) => {
      (async () => {
        for await (const event of followEvents(api, this.id, {
          signal,
        })) {
          this.#events += 1;
          if (
            event.type === 'step-done' &&
            'stepId' in event.data &&
            ofNodes.has(event.data.stepId)
          ) {
            done();
          }
        }
        this.#hasEnded = true;
        reject(new Error(`Upgrade ${this.id} ended before a node moved`));
      })().catch(reject);
    });
  }
}

async function timed<T>(run: () => Promise<T>): Promise<[T, number]> {
  const startedAtMs = performance.now();
  const result = await run();
  return [result, performance.now() - startedAtMs];
}

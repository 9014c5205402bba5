import {
  ApplicationHealth,
  EffectiveThreshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  ResourceType,
  resourceTypeOf,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { judgeAll, SeenCluster } from './judgeAll';
import { HealthReference } from './HealthReference';

/** The least time between two judgements that changes set off. */
const JUDGE_GAP_MS = 1_000;

/** How often is judged without a change: some failures are only a matter of time. */
const JUDGE_EVERY_MS = 5_000;

/** What keeps the cluster in sight. */
export interface Sight {
  /** Undefined: not seen yet. */
  objects(resource: ResourceType): KubeObject[] | undefined;
  isStale(resource: ResourceType): boolean;
}

/**
 * Decides when applications are judged, and on what.
 */
export class ApplicationMonitor {
  readonly #workloadTypes: ResourceType[];
  #judgedAtMs = -Infinity;
  #hasJudged = false;
  #dueAtMs = -Infinity;

  constructor(
    private readonly thresholds: readonly EffectiveThreshold[],
    private readonly known: HealthReference,
    private readonly sight: Sight,
    /** Whether somebody looked until now, so that what lasted then has gone on. */
    private readonly isContinued = true,
  ) {
    this.#workloadTypes = workloadTypes(known);
  }

  /** Resources that have to be in sight. */
  static resources(known: HealthReference): ResourceType[] {
    return [resourceTypes.pods, ...workloadTypes(known)];
  }

  /** In epoch ms; never where no application has a threshold. */
  get dueAtMs(): number {
    return this.thresholds.length === 0 ? Infinity : this.#dueAtMs;
  }

  /** Whether what is known about applications was seen by this monitor. */
  get hasJudged(): boolean {
    return this.#hasJudged || this.thresholds.length === 0;
  }

  /** Something that may concern applications changed. */
  changed(nowMs: number): void {
    this.#dueAtMs = Math.min(
      this.#dueAtMs,
      Math.max(nowMs, this.#judgedAtMs + JUDGE_GAP_MS),
    );
  }

  /** What is new about applications; nothing before it is due, or where none has a threshold. */
  judge(
    previous: Readonly<Record<string, ApplicationHealth>>,
    nowMs: number,
  ): ApplicationHealth[] {
    if (this.thresholds.length === 0 || nowMs < this.#dueAtMs) {
      return [];
    }
    this.#judgedAtMs = nowMs;
    this.#dueAtMs = nowMs + JUDGE_EVERY_MS;
    const seen = this.#look();
    if (seen === 'not-yet') {
      return [];
    }
    const before =
      this.#hasJudged || this.isContinued ? previous : begunAnew(previous);
    this.#hasJudged = true;
    return judgeAll(this.thresholds, this.known, seen, before, nowMs);
  }

  /** Undefined: blind. */
  #look(): SeenCluster | undefined | 'not-yet' {
    if (this.sight.isStale(resourceTypes.pods)) {
      return undefined;
    }
    const pods = this.sight.objects(resourceTypes.pods);
    const workloads = this.#workloadTypes.map(type =>
      this.sight.isStale(type) ? undefined : this.sight.objects(type),
    );
    return pods
      ? {
          pods,
          workloads: workloads.some(objects => objects === undefined)
            ? undefined
            : workloads.flatMap(objects => objects ?? []),
        }
      : 'not-yet';
  }
}

/** Nobody knows what became meanwhile of that which lasted when somebody last looked. */
function begunAnew(
  health: Readonly<Record<string, ApplicationHealth>>,
): Record<string, ApplicationHealth> {
  return Object.fromEntries(
    Object.entries(health).map(([id, judged]) => [
      id,
      { ...judged, exceededSinceMs: undefined, missingSinceMs: undefined },
    ]),
  );
}

function workloadTypes(known: HealthReference): ResourceType[] {
  const types = Object.values(known.applications).map(({ object }) =>
    resourceTypeOf(object),
  );
  return [...new Set(types)];
}

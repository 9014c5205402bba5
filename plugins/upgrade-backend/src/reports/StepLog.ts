import {
  PlanKind,
  StepState,
  UpgradeEvent,
  UpgradePlan,
  UpgradeState,
  WaitKind,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What one step did, over all its attempts. */
export interface StepRecord {
  plan: PlanKind;
  stepId: string;
  phaseId: string;
  state: StepState;
  /** First begin of the first attempt. */
  firstStartedAtMs: number;
  /** While it was held up. */
  waitedMs: number;
}

/** One wait from its begin to its end. */
export interface WaitRecord {
  plan: PlanKind;
  stepId: string;
  wait: WaitReason;
  durationMs: number;
}

/** Steps under way, and those of them that are held up. */
export interface UnderWay {
  steps: number;
  held: number;
}

/** The cluster does what it was told: that is work, although the step itself only looks on. */
const WORKING: ReadonlySet<WaitKind> = new Set<WaitKind>([
  'rollout',
  'pod-termination',
  'node',
  'lane',
]);

/**
 * Follows the steps through a log. It changes in place: a log of a large cluster has a hundred thousand
 * events, and a copy of all steps for each of them would take minutes.
 */
export class StepLog {
  readonly #phaseByKey = new Map<string, string>();
  readonly #recordByKey = new Map<string, StepRecord>();
  readonly #underWayByPhase = new Map<string, UnderWay>();
  readonly #waits: WaitRecord[] = [];

  constructor(plans: readonly UpgradePlan[]) {
    for (const { kind, steps } of plans) {
      for (const step of steps) {
        this.#phaseByKey.set(keyOf(kind, step.id), `${kind}/${step.phaseId}`);
      }
    }
  }

  /** Steps that were begun, in the order in which they were. */
  records(): StepRecord[] {
    return [...this.#recordByKey.values()];
  }

  waits(): readonly WaitRecord[] {
    return this.#waits;
  }

  /** By `<plan>/<phase>`, those with a step under way only. */
  underWayByPhase(): ReadonlyMap<string, UnderWay> {
    return this.#underWayByPhase;
  }

  /** As `UpgradeState` has them. */
  steps(): UpgradeState['steps'] {
    const steps: UpgradeState['steps'] = {
      upgrade: {},
      rollback: {},
      cleanup: {},
    };
    for (const { plan, stepId, state } of this.#recordByKey.values()) {
      steps[plan][stepId] = state;
    }
    return steps;
  }

  /** Events that are about no step change nothing. */
  apply(event: UpgradeEvent): void {
    const { atMs } = event;
    switch (event.type) {
      case 'step-started':
        this.#change(event.data, atMs, before => ({
          status: 'running',
          attempt: event.data.attempt,
          startedAtMs: atMs,
          failure: before?.failure,
        }));
        break;
      case 'step-waiting':
        this.#change(event.data, atMs, before => ({
          attempt: 1,
          ...before,
          status: 'waiting',
          wait: event.data.wait,
        }));
        break;
      case 'step-done':
        this.#end(event.data, atMs, { status: 'done', failure: undefined });
        break;
      case 'step-failed':
        this.#end(event.data, atMs, {
          status: 'failed',
          failure: event.data.failure,
        });
        break;
      case 'step-abandoned':
        this.#end(event.data, atMs, { status: 'abandoned' });
        break;
      case 'step-retried':
        this.#change(event.data, atMs, before => ({
          status: 'pending',
          attempt: before?.attempt ?? 0,
          failure: before?.failure,
        }));
        break;
      default:
    }
  }

  /** Ends waits that still last, so that they are counted. */
  close(atMs: number): void {
    this.#recordByKey.forEach(record => this.#endWait(record, atMs));
  }

  #end(
    step: { plan: PlanKind; stepId: string },
    atMs: number,
    change: Partial<StepState> & Pick<StepState, 'status'>,
  ): void {
    this.#change(step, atMs, before => ({
      attempt: 1,
      ...before,
      wait: undefined,
      finishedAtMs: atMs,
      ...change,
    }));
  }

  #change(
    { plan, stepId }: { plan: PlanKind; stepId: string },
    atMs: number,
    change: (before: StepState | undefined) => StepState,
  ): void {
    const key = keyOf(plan, stepId);
    const present = this.#recordByKey.get(key);
    const phase = this.#phaseByKey.get(key) ?? `${plan}/`;
    const state = change(present?.state);
    if (!present) {
      this.#recordByKey.set(key, {
        plan,
        stepId,
        phaseId: phase.slice(plan.length + 1),
        state,
        firstStartedAtMs: atMs,
        waitedMs: 0,
      });
    } else {
      this.#count(phase, present.state, -1);
      if (!isSameWait(present.state.wait, state.wait)) {
        this.#endWait(present, atMs);
      }
      present.state = state;
    }
    this.#count(phase, state, 1);
  }

  #endWait(record: StepRecord, atMs: number): void {
    const { wait } = record.state;
    if (!wait || wait.isSuspended) {
      // A pause, not a wait.
      return;
    }
    const durationMs = Math.max(0, atMs - wait.sinceMs);
    if (!WORKING.has(wait.kind)) {
      record.waitedMs += durationMs;
    }
    this.#waits.push({
      plan: record.plan,
      stepId: record.stepId,
      wait,
      durationMs,
    });
  }

  #count(phase: string, state: StepState, by: 1 | -1): void {
    if (state.status !== 'running' && state.status !== 'waiting') {
      return;
    }
    const isHeld = state.wait !== undefined && !WORKING.has(state.wait.kind);
    const before = this.#underWayByPhase.get(phase) ?? { steps: 0, held: 0 };
    const after = {
      steps: before.steps + by,
      held: before.held + (isHeld ? by : 0),
    };
    if (after.steps === 0) {
      this.#underWayByPhase.delete(phase);
    } else {
      this.#underWayByPhase.set(phase, after);
    }
  }
}

function keyOf(plan: PlanKind, stepId: string): string {
  return `${plan}/${stepId}`;
}

function isSameWait(
  a: WaitReason | undefined,
  b: WaitReason | undefined,
): boolean {
  return (
    a?.sinceMs === b?.sinceMs &&
    a?.kind === b?.kind &&
    a?.condition.code === b?.condition.code
  );
}

import {
  evolve,
  ReportDurations,
  UpgradeEvent,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepLog } from './StepLog';

/** A stretch of time, in epoch milliseconds. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** What a log says once all of it was read. */
export interface ReplayedLog {
  /** The state after the last event, without its steps. */
  state: UpgradeState;
  steps: StepLog;
  durations: ReportDurations;
  /** By `<plan>/<phase>`: while every step of it under way was held up. */
  heldMsByPhase: ReadonlyMap<string, number>;
  /** When it was paused, or a person's decision was awaited. */
  pauses: TimeRange[];
}

/** Puts each stretch between two events where it belongs. */
class TimeCount {
  readonly durations: ReportDurations = {
    totalMs: 0,
    queuedMs: 0,
    workedMs: 0,
    waitedMs: 0,
    pausedMs: 0,
    decidingMs: 0,
  };
  readonly heldMsByPhase = new Map<string, number>();
  readonly pauses: TimeRange[] = [];
  readonly #steps: StepLog;
  #fromMs = 0;

  constructor(steps: StepLog) {
    this.#steps = steps;
  }

  from(atMs: number): void {
    this.#fromMs = atMs;
  }

  until(atMs: number, state: UpgradeState): void {
    const durationMs = Math.max(0, atMs - this.#fromMs);
    if (state.status === 'finished' || durationMs === 0) {
      return;
    }
    this.durations.totalMs += durationMs;
    switch (state.status) {
      case 'queued':
        this.durations.queuedMs += durationMs;
        break;
      case 'needs-attention':
        this.durations.decidingMs += durationMs;
        this.#pause({ fromMs: this.#fromMs, toMs: atMs });
        break;
      case 'paused':
        this.durations.pausedMs += durationMs;
        this.#pause({ fromMs: this.#fromMs, toMs: atMs });
        break;
      default:
        this.#active(durationMs);
    }
  }

  #active(durationMs: number): void {
    let isHeld = false;
    let isWorked = false;
    for (const [phase, underWay] of this.#steps.underWayByPhase()) {
      if (underWay.held === underWay.steps) {
        isHeld = true;
        this.heldMsByPhase.set(
          phase,
          (this.heldMsByPhase.get(phase) ?? 0) + durationMs,
        );
      } else {
        isWorked = true;
      }
    }
    if (isHeld && !isWorked) {
      this.durations.waitedMs += durationMs;
    } else {
      this.durations.workedMs += durationMs;
    }
  }

  #pause(stretch: TimeRange): void {
    const last = this.pauses.at(-1);
    if (last?.toMs === stretch.fromMs) {
      last.toMs = stretch.toMs;
    } else {
      this.pauses.push(stretch);
    }
  }
}

/**
 * Reads a log from its first event, counting where the time went.
 *
 * @throws Error when the log is empty
 */
export function replayLog(
  events: readonly UpgradeEvent[],
  plans: readonly UpgradePlan[],
  nowMs: number,
): ReplayedLog {
  const steps = new StepLog(plans);
  const time = new TimeCount(steps);
  let state: UpgradeState | undefined;
  for (const event of events) {
    if (state) {
      time.until(event.atMs, state);
    }
    steps.apply(event);
    // Steps are followed apart, so the transition function gets the events of the upgrade itself only.
    if (!event.type.startsWith('step-')) {
      state = evolve(state && { ...state, seq: event.seq - 1 }, event);
    }
    time.from(event.atMs);
  }
  if (!state) {
    throw new Error('A log without events says nothing');
  }
  const endMs = state.finishedAtMs ?? nowMs;
  time.until(endMs, state);
  steps.close(endMs);
  return {
    state: { ...state, steps: steps.steps(), seq: events.at(-1)!.seq },
    steps,
    durations: time.durations,
    heldMsByPhase: time.heldMsByPhase,
    pauses: time.pauses,
  };
}

/** How much of a stretch was paused. */
export function pausedWithin(
  pauses: readonly TimeRange[],
  { fromMs, toMs }: TimeRange,
): number {
  return pauses.reduce(
    (sumMs, pause) =>
      sumMs +
      Math.max(0, Math.min(toMs, pause.toMs) - Math.max(fromMs, pause.fromMs)),
    0,
  );
}

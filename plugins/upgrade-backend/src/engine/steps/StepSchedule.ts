import { Random } from '@cluster-upgrade/plugin-upgrade-node';
import { backoffMs, jittered } from '../backoff';
import { ConfiguredOptions, EngineOptions } from '../EngineOptions';

interface Entry {
  dueAtMs: number;
  /** Wakings don't come through before. */
  notBeforeMs: number;
  errors: number;
  /** Looks in a row that found nothing new. */
  quietLooks: number;
  /** Looks that followed one another without a gap. */
  watch?: { sinceMs: number; lastMs: number; idleMs: number };
}

/** Looks further apart than so many times `recheckMs` leave a gap in what was watched. */
const MAX_LATE = 3;

/** Quiet looks after which the gap between two grows no more. */
const MAX_QUIET_LOOKS = 16;

/**
 * When each step under way looks at the cluster next. Kept in memory only: after a crash every step is
 * due at once.
 */
export class StepSchedule {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly options: Omit<EngineOptions, keyof ConfiguredOptions>,
    private readonly random: Random,
  ) {}

  isDue(stepId: string, nowMs: number): boolean {
    return this.#entryOf(stepId).dueAtMs <= nowMs;
  }

  /**
   * Something changed in the cluster that these steps can see: they look at once. One that looked a
   * moment ago leaves a gap, which grows while its looks find nothing new: others' traffic must not
   * become ours.
   */
  wake(nowMs: number, concerns: (stepId: string) => boolean): void {
    for (const [stepId, entry] of this.#entries) {
      if (concerns(stepId)) {
        entry.dueAtMs = Math.min(
          entry.dueAtMs,
          Math.max(nowMs, entry.notBeforeMs),
        );
      }
    }
  }

  /** What steps are asked for has changed: all of them look at once, whenever they looked last. */
  lookAtOnce(nowMs: number): void {
    for (const entry of this.#entries.values()) {
      entry.dueAtMs = Math.min(entry.dueAtMs, nowMs);
    }
  }

  /** Called when a look begins, so that what changes from then on wakes the step again. */
  begun(stepId: string, nowMs: number): void {
    const entry = this.#entryOf(stepId);
    entry.dueAtMs = nowMs + jittered(this.options.recheckMs, this.random);
    const { minGapMs, maxGapMs } = this.options;
    entry.notBeforeMs =
      nowMs + Math.min(minGapMs * 2 ** entry.quietLooks, maxGapMs);
  }

  /**
   * Since when a step has been looked at without a gap, asked as a look begins.
   *
   * @param idleMs - of the step: it grows where nobody carried it on
   * @param isStale - the watches are silent, so what happens between two looks is not seen
   */
  watchedSinceMs(
    stepId: string,
    nowMs: number,
    idleMs: number,
    isStale: boolean,
  ): number {
    const entry = this.#entryOf(stepId);
    const { watch } = entry;
    const isWhole =
      watch !== undefined &&
      !isStale &&
      watch.idleMs === idleMs &&
      nowMs - watch.lastMs <= MAX_LATE * this.options.recheckMs;
    entry.watch = isWhole ? watch : { sinceMs: nowMs, lastMs: nowMs, idleMs };
    return entry.watch.sinceMs;
  }

  /**
   * @param isNews - the look found something else than the one before
   * @param recheckAfterMs - what the step asked for
   */
  answered(
    stepId: string,
    nowMs: number,
    isNews: boolean,
    recheckAfterMs?: number,
  ): void {
    const entry = this.#entryOf(stepId);
    entry.errors = 0;
    if (entry.watch) {
      entry.watch.lastMs = nowMs;
    }
    entry.quietLooks = isNews
      ? 0
      : Math.min(entry.quietLooks + 1, MAX_QUIET_LOOKS);
    if (isNews) {
      entry.notBeforeMs = Math.min(
        entry.notBeforeMs,
        nowMs + this.options.minGapMs,
      );
    }
    if (recheckAfterMs !== undefined) {
      entry.dueAtMs = Math.min(entry.dueAtMs, nowMs + recheckAfterMs);
    }
  }

  /**
   * @param atLeastMs - what the API asked to wait
   * @returns errors in a row
   */
  failed(stepId: string, nowMs: number, atLeastMs = 0): number {
    const entry = this.#entryOf(stepId);
    entry.errors += 1;
    entry.watch = undefined;
    entry.notBeforeMs =
      nowMs +
      Math.max(atLeastMs, backoffMs(entry.errors, this.options, this.random));
    entry.dueAtMs = entry.notBeforeMs;
    return entry.errors;
  }

  /** Forgets all other steps: they are over. */
  keepOnly(stepIds: readonly string[]): void {
    const kept = new Set(stepIds);
    for (const stepId of this.#entries.keys()) {
      if (!kept.has(stepId)) {
        this.#entries.delete(stepId);
      }
    }
  }

  forget(stepId: string): void {
    this.#entries.delete(stepId);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** @param counts - which steps to look at */
  nextDueAtMs(counts: (stepId: string) => boolean): number | undefined {
    const due = [...this.#entries]
      .filter(([stepId]) => counts(stepId))
      .map(([, { dueAtMs }]) => dueAtMs);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  #entryOf(stepId: string): Entry {
    const entry = this.#entries.get(stepId) ?? {
      dueAtMs: 0,
      notBeforeMs: 0,
      errors: 0,
      quietLooks: 0,
    };
    this.#entries.set(stepId, entry);
    return entry;
  }
}

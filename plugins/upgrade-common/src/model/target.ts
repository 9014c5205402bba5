import { Message } from './message';
import { PlanKind } from './plan';

/** @public */
export type TargetStatus = 'pending' | 'working' | 'held' | 'done' | 'failed';

/**
 * Where a target is on the way that is being gone, as the step that follows the work has seen it.
 *
 * @public
 */
export interface TargetProgress {
  status: TargetStatus;
  /** What it runs now. */
  version?: string;
  /** What is done with it, or why it doesn't go on. */
  note?: Message;
}

/**
 * What is known of a target that somebody else works on.
 *
 * @public
 */
export interface TargetState extends TargetProgress {
  /** The way on which it was seen: there, or back. */
  plan: PlanKind;
  /** When it came to this status. */
  sinceMs: number;
  /** When work on it began; absent before. */
  startedAtMs?: number;
}

/**
 * The targets that are elsewhere than was known. Undefined: nothing is news.
 *
 * @public
 */
export function changedTargets(
  known: Readonly<Record<string, TargetState>> | undefined,
  plan: PlanKind,
  seen: Readonly<Record<string, TargetProgress>>,
): Record<string, TargetProgress> | undefined {
  const changed = Object.entries(seen).filter(([id, progress]) => {
    const before = known?.[id];
    return before?.plan !== plan || isElsewhere(before, progress);
  });
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

function isElsewhere(
  before: TargetProgress,
  { status, version, note }: TargetProgress,
): boolean {
  return (
    before.status !== status ||
    before.version !== version ||
    before.note?.text !== note?.text
  );
}

/**
 * What is known after some targets were seen elsewhere.
 *
 * @internal
 */
export function withTargets(
  known: Readonly<Record<string, TargetState>> | undefined,
  plan: PlanKind,
  changed: Readonly<Record<string, TargetProgress>>,
  atMs: number,
): Record<string, TargetState> {
  const next = { ...known };
  for (const [id, progress] of Object.entries(changed)) {
    const before = known?.[id];
    const isSameWay = before?.plan === plan;
    next[id] = {
      ...progress,
      plan,
      sinceMs:
        isSameWay && before.status === progress.status ? before.sinceMs : atMs,
      ...(progress.status !== 'pending' && {
        startedAtMs: (isSameWay && before.startedAtMs) || atMs,
      }),
    };
  }
  return next;
}

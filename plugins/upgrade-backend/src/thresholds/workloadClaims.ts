import {
  EffectiveThreshold,
  ThresholdAction,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApplicationEntity } from '../clusters/ApplicationEntity';

/** Strictest first. */
const STRICTNESS: readonly ThresholdAction[] = ['rollback', 'pause', 'warn'];

/** A workload that more than one Component says is its own. */
export interface DisputedWorkload {
  /** `<namespace>/<name>`. */
  applicationId: string;
  /** In order of their refs, at least two. */
  claimants: ApplicationEntity[];
}

/** Which Components name each workload, in order of their refs, so that plans are stable. */
export function claimantsByWorkload(
  applications: readonly ApplicationEntity[],
): ReadonlyMap<string, ApplicationEntity[]> {
  const byWorkload = new Map<string, ApplicationEntity[]>();
  const inOrder = [...applications].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  for (const entity of inOrder) {
    for (const workload of new Set(entity.workloads)) {
      byWorkload.set(workload, [...(byWorkload.get(workload) ?? []), entity]);
    }
  }
  return byWorkload;
}

/** Workloads among the given ones whose owner can't be told. */
export function disputedWorkloads(
  applicationIds: readonly string[],
  applications: readonly ApplicationEntity[],
): DisputedWorkload[] {
  const claimants = claimantsByWorkload(applications);
  return applicationIds.flatMap(applicationId => {
    const found = claimants.get(applicationId) ?? [];
    return found.length > 1 ? [{ applicationId, claimants: found }] : [];
  });
}

/**
 * Fewest failures, shortest time, strongest action: nobody takes protection away by claiming a workload.
 * The source is that of the fewest failures.
 *
 * @param thresholds - of one application, at least one
 */
export function strictestOf(
  thresholds: readonly EffectiveThreshold[],
): EffectiveThreshold {
  const fewest = thresholds.reduce((least, one) =>
    one.allowedInstances < least.allowedInstances ? one : least,
  );
  const strength = Math.min(
    ...thresholds.map(({ action }) => STRICTNESS.indexOf(action)),
  );
  return {
    ...fewest,
    mustLastMs: Math.min(...thresholds.map(({ mustLastMs }) => mustLastMs)),
    action: STRICTNESS[strength],
  };
}

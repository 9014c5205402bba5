import {
  Finding,
  Message,
  Override,
  PlanRecord,
  StartBlocker,
} from '@cluster-upgrade/plugin-upgrade-common';
import { needsOverride, whyVoid } from './overrides';

/** What is known besides the stored plan. */
export interface StartFacts {
  nowMs: number;
  /** The unfinished upgrade of the cluster, if any. */
  activeUpgradeId?: string;
  /** What differs on the cluster from what was planned; absent: was not compared. */
  drift?: readonly Message[];
}

/** Everything that stands in the way of starting a plan; empty when it may start. */
export function startBlockers(
  record: PlanRecord,
  facts: StartFacts,
): StartBlocker[] {
  if (record.upgradeId !== undefined) {
    return [alreadyStarted(record.upgradeId)];
  }
  return [
    ...emptyPlan(record),
    ...otherUpgrade(facts.activeUpgradeId),
    ...drifted(facts.drift ?? []),
    ...verificationAge(record, facts.nowMs),
    ...findingBlockers(record, facts.nowMs),
  ];
}

/** Overrides that count for a start. */
export function effectiveOverrides(
  record: PlanRecord,
  nowMs: number,
): Override[] {
  return record.overrides.filter(
    override => !whyVoid(override, findingOf(record, override), nowMs),
  );
}

/** Overrides that count no more, with the reason. */
export function voidOverrides(
  record: PlanRecord,
  nowMs: number,
): Array<{ findingId: string; reason: Message }> {
  return record.overrides.flatMap(override => {
    const reason = whyVoid(override, findingOf(record, override), nowMs);
    return reason ? [{ findingId: override.findingId, reason }] : [];
  });
}

function findingOf(
  record: PlanRecord,
  { findingId }: Override,
): Finding | undefined {
  return record.verification?.findings.find(({ id }) => id === findingId);
}

function alreadyStarted(upgradeId: string): StartBlocker {
  return {
    kind: 'already-started',
    reason: {
      code: 'plan-already-started',
      params: { upgradeId },
      text: `Upgrade ${upgradeId} was started from this plan.`,
    },
    remedy: 'Open that upgrade, or make a new plan.',
  };
}

function emptyPlan({ plan }: PlanRecord): StartBlocker[] {
  return plan.steps.length > 0
    ? []
    : [
        {
          kind: 'nothing-to-do',
          reason: {
            code: 'plan-is-empty',
            params: { version: plan.toVersion },
            text: `Nothing would change: every part runs ${plan.toVersion} already.`,
          },
          remedy: 'Choose another version.',
        },
      ];
}

function otherUpgrade(upgradeId: string | undefined): StartBlocker[] {
  return upgradeId === undefined
    ? []
    : [
        {
          kind: 'active-upgrade',
          reason: {
            code: 'other-upgrade-active',
            params: { upgradeId },
            text: `Upgrade ${upgradeId} of the same cluster is not finished.`,
          },
          remedy: 'Wait until it is finished, or cancel it.',
        },
      ];
}

function drifted(drift: readonly Message[]): StartBlocker[] {
  return drift.map(reason => ({
    kind: 'drift',
    reason,
    remedy:
      'Make a new plan: the cluster is not what this one was made for any more.',
  }));
}

function verificationAge(
  { verification }: PlanRecord,
  nowMs: number,
): StartBlocker[] {
  if (!verification) {
    return [
      {
        kind: 'not-verified',
        reason: {
          code: 'plan-not-verified',
          text: 'The plan was not verified.',
        },
        remedy: 'Run the verification.',
      },
    ];
  }
  if (nowMs >= verification.validUntilMs) {
    return [
      {
        kind: 'verification-expired',
        reason: {
          code: 'verification-expired',
          params: {
            checkedAtMs: verification.checkedAtMs,
            validUntilMs: verification.validUntilMs,
          },
          text: `The verification is older than ${Math.round(
            (verification.validUntilMs - verification.checkedAtMs) / 60_000,
          )} min.`,
        },
        remedy: 'Run the verification again.',
      },
    ];
  }
  return [];
}

function findingBlockers(record: PlanRecord, nowMs: number): StartBlocker[] {
  const covered = new Set(
    effectiveOverrides(record, nowMs).map(({ findingId }) => findingId),
  );
  return (record.verification?.findings ?? []).flatMap(finding => {
    if (finding.status === 'hard-block') {
      return [blockerOf(finding, 'hard-block')];
    }
    if (!needsOverride(finding) || covered.has(finding.id)) {
      return [];
    }
    return [
      blockerOf(
        finding,
        finding.status === 'not-checked' ? 'not-checked' : 'soft-block',
      ),
    ];
  });
}

function blockerOf(
  finding: Finding,
  kind: 'hard-block' | 'soft-block' | 'not-checked',
): StartBlocker {
  const remedy = finding.remedy ?? `Needed: ${finding.needed}.`;
  return {
    kind,
    findingId: finding.id,
    reason: {
      code: `finding-${kind}`,
      params: { findingId: finding.id },
      text: `${finding.title}: ${finding.observed}.`,
    },
    remedy:
      kind === 'hard-block'
        ? `${remedy} It can't be overridden.`
        : `${remedy} Or accept it with a reason.`,
  };
}

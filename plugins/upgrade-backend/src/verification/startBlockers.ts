import {
  AcceptedFinding,
  Finding,
  findingTitle,
  entityText,
  Message,
  Override,
  PlanRecord,
  StartBlocker,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ConnectionConflict } from '../clusters/connectionConflict';
import { needsOverride, overrideInvalidReason } from './overrides';

/** What is known besides the stored plan. */
export interface StartFacts {
  nowMs: number;
  /** The unfinished upgrade of the cluster or its API server, if any. */
  activeUpgrade?: ActiveUpgrade;
  /** Why the entity may not use the connection that it names. */
  connectionConflict?: ConnectionConflict;
  /** The API server that the connection leads to; absent: was not asked. */
  apiServerId?: string;
  /** What differs on the cluster from what was planned; absent: was not compared. */
  drift?: readonly Message[];
}

/** An upgrade that isn't finished and keeps others from starting. */
export interface ActiveUpgrade {
  id: string;
  /** Who asked for it; absent where the caller may not see it. */
  requestedBy?: string;
  /** The version that it leads to, where it is known. */
  toVersion?: string;
  /**
   * The other entity that it was started for, of the same API server. Absent: the same entity, or one
   * that the caller may not see.
   */
  otherClusterRef?: string;
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
    ...refusedConnection(facts.connectionConflict),
    ...otherUpgrade(facts.activeUpgrade),
    ...otherApiServer(record, facts.apiServerId),
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
    override =>
      !overrideInvalidReason(override, findingOf(record, override), nowMs),
  );
}

/** The same with what was accepted, to be kept when the draft is gone. */
export function acceptedFindings(
  record: PlanRecord,
  nowMs: number,
): AcceptedFinding[] {
  return effectiveOverrides(record, nowMs).map(override => ({
    ...override,
    title: findingOf(record, override)?.title ?? override.findingId,
  }));
}

/** Overrides that count no more, with the reason. */
export function voidOverrides(
  record: PlanRecord,
  nowMs: number,
): Array<{ findingId: string; reason: Message }> {
  return record.overrides.flatMap(override => {
    const reason = overrideInvalidReason(
      override,
      findingOf(record, override),
      nowMs,
    );
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
      text: 'An upgrade was started from this plan.',
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

function refusedConnection(
  conflict: ConnectionConflict | undefined,
): StartBlocker[] {
  return conflict ? [{ kind: 'connection-conflict', ...conflict }] : [];
}

/** Says which upgrade keeps a cluster's API server from being upgraded again. */
export function otherUpgradeActive({
  id,
  requestedBy,
  toVersion,
  otherClusterRef,
}: ActiveUpgrade): Message {
  const whose = requestedBy ? `The upgrade of ${whoText(requestedBy)}` : '';
  const which = otherClusterRef
    ? ` for ${entityText(otherClusterRef)}, which is on the same API server,`
    : '';
  const version = toVersion ? ` to ${toVersion}` : '';
  return {
    code: 'other-upgrade-active',
    params: {
      upgradeId: id,
      ...(requestedBy ? { by: requestedBy } : {}),
      ...(otherClusterRef ? { clusterRef: otherClusterRef } : {}),
    },
    text: `${
      whose || 'Another upgrade of the same cluster'
    }${version}${which} is not finished.`,
  };
}

function otherUpgrade(active: ActiveUpgrade | undefined): StartBlocker[] {
  return active
    ? [
        {
          kind: 'active-upgrade',
          reason: otherUpgradeActive(active),
          remedy: 'Wait until it is finished, or cancel it.',
        },
      ]
    : [];
}

/** The name of a connection stays while its address may change. */
function otherApiServer(
  { apiServerId: planned, clusterRef }: PlanRecord,
  found: string | undefined,
): StartBlocker[] {
  return planned === undefined || found === undefined || planned === found
    ? []
    : [
        {
          kind: 'drift',
          reason: {
            code: 'other-api-server',
            params: { planned, found },
            text: `The connection of ${clusterRef} leads to another API server than when the plan was made.`,
          },
          remedy: 'Make a new plan for the cluster that it leads to now.',
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
      text: `${findingTitle(finding)}: ${finding.observed}.`,
    },
    remedy:
      kind === 'hard-block'
        ? `${remedy} It can't be overridden.`
        : `${remedy} Or accept it with a reason.`,
  };
}

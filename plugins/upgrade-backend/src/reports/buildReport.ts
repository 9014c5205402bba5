import {
  AcceptedFinding,
  PlanKind,
  PlanVersusActual,
  ReportPhase,
  ReportStep,
  ReportWait,
  WaitReason,
  UpgradeEvent,
  UpgradeReport,
  upgradeSentence,
} from '@cluster-upgrade/plugin-upgrade-common';
import { firstCause } from './firstCause';
import { pausedWithin, ReplayedLog, replayLog } from './replayLog';
import { reportDecisions } from './reportDecisions';
import { reportRestore } from './reportRestore';
import { reportSkipped } from './reportSkipped';
import { reportThresholds } from './reportThresholds';
import { RunPlans, titleOf } from './runPlans';
import { StepRecord } from './StepLog';

/** What a report is made from. */
export interface ReportInput {
  /** All events, in order. */
  events: readonly UpgradeEvent[];
  plans: RunPlans;
  /** Ends what has not ended. */
  nowMs: number;
}

/** Waits that are named, and how long one must have been. */
const LONGEST_WAITS = 10;
const MIN_WAIT_MS = 1_000;

/** What became of an upgrade. The same events give the same report. */
export function buildReport(input: ReportInput): UpgradeReport {
  const { events, plans, nowMs } = input;
  const log = replayLog(events, Object.values(plans), nowMs);
  const { state } = log;
  const asOfMs = state.finishedAtMs ?? nowMs;
  return {
    schemaVersion: 1,
    upgradeId: state.id,
    clusterRef: state.clusterRef,
    platform: state.platform,
    fromVersion: state.fromVersion,
    toVersion: state.toVersion,
    planId: state.planId,
    planHash: state.planHash,
    requestedBy: state.requestedBy,
    requestedAtMs: state.requestedAtMs,
    startedAtMs: state.startedAtMs,
    finishedAtMs: state.finishedAtMs,
    isFinal: state.status === 'finished',
    asOfMs,
    seq: state.seq,
    outcome: state.outcome,
    sentence: {
      code: `report-${state.outcome ?? state.status}`,
      text: upgradeSentence(state, plans[state.activePlan], asOfMs),
    },
    durations: log.durations,
    timeline: timelineOf(log, plans, asOfMs),
    planVersusActual: planVersusActual(log, plans, asOfMs),
    overrides: acceptedFindings(events),
    thresholds: reportThresholds(events, plans.upgrade, state),
    decisions: reportDecisions(events),
    skipped: reportSkipped(events, plans.upgrade),
    longestWaits: longestWaits(log, plans),
    firstCause: firstCause(events, plans, state),
    restore: reportRestore(log, plans, events),
  };
}

/** What the start relied on, by who accepted it and why. */
function acceptedFindings(events: readonly UpgradeEvent[]): AcceptedFinding[] {
  const [first] = events;
  return (first?.type === 'created' && first.data.acceptedFindings) || [];
}

function timelineOf(
  log: ReplayedLog,
  plans: RunPlans,
  asOfMs: number,
): ReportPhase[] {
  const records = log.steps.records();
  return Object.values(plans)
    .flatMap(plan =>
      plan.phases.flatMap(phase => {
        const begun = records.filter(
          record => record.plan === plan.kind && record.phaseId === phase.id,
        );
        const total = plan.steps.filter(
          step => step.phaseId === phase.id,
        ).length;
        return begun.length === 0
          ? []
          : [phaseOf(log, plan.kind, phase, begun, total, asOfMs)];
      }),
    )
    .sort((a, b) => a.startedAtMs - b.startedAtMs);
}

function phaseOf(
  log: ReplayedLog,
  plan: PlanKind,
  phase: { id: string; title: string },
  begun: readonly StepRecord[],
  total: number,
  asOfMs: number,
): ReportPhase {
  const count = (status: StepRecord['state']['status']) =>
    begun.filter(({ state }) => state.status === status).length;
  const isUnderWay = count('running') + count('waiting') > 0;
  const startedAtMs = Math.min(...begun.map(step => step.firstStartedAtMs));
  const finishedAtMs = isUnderWay
    ? undefined
    : Math.max(...begun.map(({ state }) => state.finishedAtMs ?? startedAtMs));
  const toMs = finishedAtMs ?? asOfMs;
  return {
    plan,
    phaseId: phase.id,
    title: phase.title,
    startedAtMs,
    finishedAtMs,
    durationMs:
      toMs -
      startedAtMs -
      pausedWithin(log.pauses, { fromMs: startedAtMs, toMs }),
    waitedMs: log.heldMsByPhase.get(`${plan}/${phase.id}`) ?? 0,
    steps: {
      total,
      done: count('done'),
      failed: count('failed'),
      abandoned: count('abandoned'),
    },
  };
}

function planVersusActual(
  log: ReplayedLog,
  plans: RunPlans,
  asOfMs: number,
): PlanVersusActual {
  const recordByKey = new Map(
    log.steps
      .records()
      .map(record => [`${record.plan}/${record.stepId}`, record]),
  );
  const steps = Object.values(plans).flatMap(plan =>
    plan.steps.flatMap(step => {
      const record = recordByKey.get(`${plan.kind}/${step.id}`);
      return record ? [stepOf(record, step, asOfMs)] : [];
    }),
  );
  const ofUpgrade = steps.filter(step => step.plan === 'upgrade');
  const count = (status: ReportStep['status']) =>
    ofUpgrade.filter(step => step.status === status).length;
  const planned = plans.upgrade.steps.length;
  return {
    planned,
    done: count('done'),
    failed: count('failed'),
    abandoned: count('abandoned'),
    notStarted: planned - ofUpgrade.length,
    retries: steps.reduce(
      (sum, step) => sum + Math.max(0, step.attempts - 1),
      0,
    ),
    steps,
  };
}

function stepOf(
  { plan, stepId, state, firstStartedAtMs, waitedMs }: StepRecord,
  planned: { title: string; subject?: string; limitMs: number },
  asOfMs: number,
): ReportStep {
  return {
    plan,
    stepId,
    title: planned.title,
    subject: planned.subject,
    status: state.status,
    attempts: state.attempt,
    startedAtMs: firstStartedAtMs,
    finishedAtMs: state.finishedAtMs,
    durationMs: (state.finishedAtMs ?? asOfMs) - firstStartedAtMs,
    waitedMs,
    limitMs: planned.limitMs,
  };
}

function longestWaits(log: ReplayedLog, plans: RunPlans): ReportWait[] {
  return log.steps
    .waits()
    .filter(
      ({ wait, durationMs }) =>
        !isHealthySoak(wait) && durationMs >= MIN_WAIT_MS,
    )
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, LONGEST_WAITS)
    .map(({ plan, stepId, wait, durationMs }) => ({
      plan,
      stepId,
      title: titleOf(plans, plan, stepId),
      condition: wait.condition,
      why: wait.why,
      durationMs,
    }));
}

/** It lasts as long as the plan says, and tells since when all is well; it holds nothing up. */
function isHealthySoak({ kind, why }: WaitReason): boolean {
  return kind === 'soak' && why.params?.sinceMs !== undefined;
}

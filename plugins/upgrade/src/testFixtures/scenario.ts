import {
  PlanKind,
  UpgradePlan,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { EventLog, START_MS } from './EventLog';
import { CLUSTER_REF, planOf } from './plan';

/** An upgrade and the plan that it runs. */
export interface Scenario {
  plan: UpgradePlan;
  log: EventLog;
}

/** An upgrade whose control plane is done and of whose nodes the first `done` are done. */
export function runningScenario(options: {
  nodes: number;
  done: number;
  upgradeId?: string;
  clusterRef?: string;
  startMs?: number;
}): Scenario {
  const { upgradeId = 'u-1', clusterRef = CLUSTER_REF, startMs } = options;
  const plan = { ...planOf(options.nodes), clusterRef };
  const created = {
    clusterRef,
    platform: plan.platform,
    fromVersion: plan.fromVersion,
    toVersion: plan.toVersion,
    planId: 'p-1',
    planHash: `sha256:${'0'.repeat(64)}`,
    overriddenFindings: [],
  };
  const log = new EventLog(upgradeId, created, 'user:default/mia', startMs);
  log
    .add('claimed', { worker: 'worker-1', epoch: 1 })
    .add('snapshot-begun', {})
    .add('snapshot-taken', { objects: 3 })
    .add('started', {});
  finishStep(log, 'orchestrator');
  for (let i = 1; i <= options.done; i++) {
    plan.steps
      .filter(step => step.subject === `w-${i}`)
      .forEach(step => finishStep(log, step.id));
  }
  return { plan, log };
}

export function startStep(
  log: EventLog,
  stepId: string,
  plan: PlanKind = 'upgrade',
): void {
  log.add('step-started', { plan, stepId, attempt: 1 });
}

export function finishStep(
  log: EventLog,
  stepId: string,
  plan: PlanKind = 'upgrade',
): void {
  startStep(log, stepId, plan);
  log.add('step-done', {
    plan,
    stepId,
    result: { code: 'done', text: 'Done.' },
  });
}

export function failStep(
  log: EventLog,
  stepId: string,
  plan: PlanKind = 'upgrade',
): void {
  startStep(log, stepId, plan);
  log.add('step-failed', {
    plan,
    stepId,
    failure: {
      kind: 'measured',
      cause: {
        code: 'agent-crashes',
        text: 'The agent restarts again and again.',
      },
      remedy: 'Look at its log.',
    },
  });
}

/** Begins the step where it is not begun: a step whose turn has not come waits otherwise. */
export function waitStep(
  log: EventLog,
  stepId: string,
  wait: Partial<WaitReason> = {},
): void {
  if (!log.state.steps.upgrade[stepId]) {
    startStep(log, stepId);
  }
  log.add('step-waiting', {
    plan: 'upgrade',
    stepId,
    wait: { ...BUDGET_WAIT, ...wait },
  });
}

export const BUDGET_WAIT: WaitReason = {
  kind: 'budget',
  object: {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: 'payments',
    name: 'checkout-2',
  },
  condition: {
    code: 'pod-evicted',
    text: 'payments/checkout-2 must leave the node',
  },
  why: {
    code: 'budget-allows-none',
    text: 'budget checkout needs 3 ready, 3 are ready, so 0 may leave',
  },
  sinceMs: START_MS,
  untilMs: START_MS + 15 * 60_000,
  unblocks: { kind: 'application-owner', ref: 'group:default/team-pay' },
  atLimit: 'fail-step',
};

import {
  PlanStep,
  UndoStep,
  UpgradeEvent,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { NewUpgrade } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { ENGINE_VERSION } from '@cluster-upgrade/plugin-upgrade-backend/engine';

export const SAMPLE_CLUSTER = 'resource:default/sample';
export const SAMPLE_PLATFORM = 'sample';
export const SAMPLE_REQUESTER = 'user:default/ada';

const CALM = { level: 'none', text: 'none' } as const;

/** A step with everything that a test doesn't care about filled in. */
export function sampleStep(
  step: Pick<PlanStep, 'id'> & Partial<PlanStep>,
): PlanStep {
  return {
    phaseId: 'main',
    title: `Do ${step.id}`,
    kind: 'scripted',
    input: {},
    dependsOn: [],
    reversibility: 'revert',
    disruption: CALM,
    limitMs: 600_000,
    undo: [],
    ...step,
  };
}

export function sampleUndo(
  undo: Pick<UndoStep, 'id'> & Partial<UndoStep>,
): UndoStep {
  return {
    phaseId: 'back',
    title: `Undo ${undo.id}`,
    kind: 'scripted',
    input: {},
    limitMs: 600_000,
    disruption: CALM,
    when: 'rollback',
    ...undo,
  };
}

export function samplePlan(
  steps: PlanStep[],
  plan: Partial<UpgradePlan> = {},
): UpgradePlan {
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: SAMPLE_CLUSTER,
    platform: SAMPLE_PLATFORM,
    fromVersion: '1.0.0',
    toVersion: '2.0.0',
    path: ['2.0.0'],
    strategy: {
      kind: 'capacity-first',
      spareNodes: 0,
      scaleDownPercent: 0,
      maxUnavailableNodes: 1,
      drainTimeoutMs: 60_000,
      nodeSoakMs: 0,
      finalSoakMs: 0,
    },
    thresholds: [],
    phases: [{ id: 'main', title: 'Main' }],
    steps,
    laneLimits: { nodes: 1 },
    snapshot: [],
    rollbackPhases: [{ id: 'back', title: 'Back' }],
    changes: [],
    ...plan,
  };
}

/** An upgrade ready to be stored. */
export function sampleUpgrade(
  plan: UpgradePlan,
  upgrade: {
    id?: string;
    atMs?: number;
    actor?: string;
    idempotencyKey?: string;
    planHash?: string;
    overriddenFindings?: string[];
    apiServerId?: string;
  } = {},
): NewUpgrade {
  const created: UpgradeEvent<'created'> = {
    upgradeId: upgrade.id ?? 'upgrade-1',
    seq: 1,
    atMs: upgrade.atMs ?? 0,
    actor: upgrade.actor ?? SAMPLE_REQUESTER,
    type: 'created',
    data: {
      clusterRef: plan.clusterRef,
      platform: plan.platform,
      fromVersion: plan.fromVersion,
      toVersion: plan.toVersion,
      planId: 'plan-1',
      planHash: upgrade.planHash ?? 'hash-1',
      overriddenFindings: upgrade.overriddenFindings ?? [],
    },
  };
  return {
    created,
    plan,
    apiServerId: upgrade.apiServerId ?? `api-server-of-${plan.clusterRef}`,
    idempotencyKey: upgrade.idempotencyKey,
    engineVersion: ENGINE_VERSION,
  };
}

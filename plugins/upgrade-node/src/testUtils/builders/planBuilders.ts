import {
  PlanStep,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

const NO_DISRUPTION = { level: 'none', text: 'none' } as const;

/**
 * A step that waits for capacity and has nothing to revert, unless told otherwise.
 *
 * @public
 */
export function buildStep(id: string, parts: Partial<PlanStep> = {}): PlanStep {
  return {
    id,
    phaseId: 'upgrade',
    title: `Step ${id}`,
    kind: 'wait-capacity',
    input: { nodes: 1 },
    dependsOn: [],
    reversibility: 'nothing-to-revert',
    disruption: NO_DISRUPTION,
    limitMs: 60_000,
    undo: [],
    ...parts,
  };
}

/** @public */
export function buildUndo(id: string, parts: Partial<UndoStep> = {}): UndoStep {
  return {
    id,
    phaseId: 'restore',
    title: `Undo ${id}`,
    kind: 'wait-capacity',
    input: { nodes: 1 },
    limitMs: 60_000,
    disruption: NO_DISRUPTION,
    when: 'rollback',
    ...parts,
  };
}

/**
 * A plan of the given steps, with one phase `upgrade` and one rollback phase `restore`.
 *
 * @public
 */
export function buildPlan(
  steps: PlanStep[],
  parts: Partial<UpgradePlan> = {},
): UpgradePlan {
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: 'resource:default/prod',
    platform: 'example',
    fromVersion: '1.0.0',
    toVersion: '1.1.0',
    path: ['1.1.0'],
    strategy: {
      kind: 'capacity-first',
      spareNodes: 0,
      scaleDownPercent: 0,
      maxUnavailableNodes: 1,
      drainTimeoutMs: 600_000,
      nodeSoakMs: 0,
      finalSoakMs: 0,
    },
    thresholds: [],
    phases: [{ id: 'upgrade', title: 'Upgrade' }],
    steps,
    laneLimits: {},
    snapshot: [],
    rollbackPhases: [{ id: 'restore', title: 'Restore' }],
    changes: [],
    ...parts,
  };
}

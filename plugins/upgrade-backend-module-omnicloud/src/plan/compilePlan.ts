import { PlanStep, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { nodeAdmission, PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { LABEL_SPARE } from '../resources';
import { PlanFacts } from '../planFacts';
import { agentSteps } from './agentSteps';
import { capacitySteps } from './capacitySteps';
import { componentSteps } from './componentSteps';
import { finalizeSteps } from './finalizeSteps';
import { NODES_GROUP, nodeSteps } from './nodeSteps';
import { nodeTargets } from './nodeTargets';
import { PHASES, ROLLBACK_PHASES } from './phases';
import { planAssumptions } from './planAssumptions';
import { planChanges } from './planChanges';
import { lastOf } from './planStep';
import { ScaledApplication, scaledApplications } from '../strategy/scaleDown';
import { snapshotItems } from './snapshotItems';

/**
 * The plan that takes an OmniCloud cluster to a target: capacity, orchestrators, directors, registry and
 * forge, then node by node, then everything borrowed is given back. Pure. A cluster that is at its
 * target gets a plan without steps.
 */
export function compilePlan(input: PlanInput): UpgradePlan {
  const facts = input.facts as PlanFacts;
  const { inventory, target, path, strategy, thresholds } = input;
  const scaled = scaledApplications(inventory.applications, strategy, facts);
  const steps = stepsOf(input, facts, scaled);
  const usedPhases = new Set(steps.map(({ phaseId }) => phaseId));
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: inventory.clusterRef,
    platform: inventory.platform,
    fromVersion: fromVersionOf(input, facts),
    toVersion: target.version,
    path,
    strategy,
    thresholds,
    phases: PHASES.filter(({ id }) => usedPhases.has(id)),
    steps,
    targets: nodeTargets(steps, inventory.nodes),
    laneLimits: { [NODES_GROUP]: strategy.maxUnavailableNodes },
    admission: {
      [NODES_GROUP]: nodeAdmission(strategy.maxUnavailableNodes, {
        withoutLabels: { [LABEL_SPARE]: 'true' },
      }),
    },
    snapshot: snapshotItems(input, facts),
    rollbackPhases: [...ROLLBACK_PHASES],
    assumptions: planAssumptions(input, facts, scaled),
    changes: planChanges(input, facts, steps.length > 0 ? scaled : []),
  };
}

/** One phase after the other; capacity is moved only if something is upgraded. */
function stepsOf(
  input: PlanInput,
  facts: PlanFacts,
  scaled: readonly ScaledApplication[],
): PlanStep[] {
  const capacity = capacitySteps(input, facts, scaled);
  const steps = [...capacity];
  let before = lastOf(capacity);
  const append = (phase: PlanStep[]) => {
    steps.push(...phase);
    before = phase.length > 0 ? lastOf(phase) : before;
  };
  append(componentSteps('orchestrator', input, facts, before));
  append(componentSteps('director', input, facts, before));
  append([
    ...componentSteps('registry', input, facts, before),
    ...componentSteps('forge', input, facts, before),
  ]);
  append(agentSteps(input, facts, before));
  append(nodeSteps(input, facts, scaled, before));
  const isAtTarget =
    steps.length === capacity.length &&
    facts.recordedVersion === input.target.version;
  if (isAtTarget) {
    return [];
  }
  append(finalizeSteps(input, facts, scaled, before));
  return steps;
}

/** Where parts run several versions, what the platform's record says. */
function fromVersionOf({ inventory }: PlanInput, facts: PlanFacts): string {
  return (
    inventory.version ??
    facts.recordedVersion ??
    inventory.versions.at(0)?.version ??
    'unknown'
  );
}

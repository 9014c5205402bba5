import { PlanStep, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { libraryStep, PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { backendSteps, hasBackendWork } from './backendSteps';
import { clientSteps } from './clientSteps';
import { changeOf, distinctOwners, savedParts } from './planChanges';
import { WekaPlanFacts } from './planFacts';
import { inZones } from './planTargets';
import { blankStep, CONTAINER_LIMIT_MS, isBackend } from './planSteps';

/**
 * Drives, compute, frontends, then the clients: the operator does the work of each and waits where the
 * data would not be safe; the plan triggers it, watches and knows why it waits.
 */
export function compilePlan(input: PlanInput): UpgradePlan {
  const { inventory, target, path, strategy, thresholds } = input;
  const facts = (input.facts as WekaPlanFacts | undefined) ?? {
    clientPolicies: {},
    targets: [],
  };
  const backends = inventory.components.filter(isBackend);
  const clients = inventory.components.filter(
    component => !isBackend(component),
  );
  const worked = hasBackendWork(backends, input)
    ? inventory.components
    : clients;
  const steps = [
    ...(worked === clients ? [] : backendSteps(backends, input, facts)),
    ...clients.flatMap(client => clientSteps(client, input, facts)),
    soakStep(input),
  ];
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: inventory.clusterRef,
    platform: 'weka',
    fromVersion: inventory.version ?? 'mixed',
    toVersion: target.version,
    path,
    strategy,
    thresholds,
    phases: [
      { id: 'drives', title: 'Drive containers' },
      { id: 'compute', title: 'Compute containers' },
      { id: 'frontends', title: 'S3 and NFS frontends' },
      { id: 'finalize', title: 'Finalize the storage cluster' },
      { id: 'clients', title: 'Clients' },
      { id: 'soak', title: 'Soak' },
    ].filter(phase => steps.some(step => step.phaseId === phase.id)),
    steps: chained(steps),
    targets: inZones(
      facts.targets.filter(
        ({ id }) => worked !== clients || id.startsWith('client/'),
      ),
      inventory.nodes,
    ),
    laneLimits: {},
    snapshot: distinctOwners(worked).map(component =>
      savedParts(component, facts),
    ),
    rollbackPhases: [
      { id: 'back-clients', title: 'Clients back' },
      { id: 'back-backends', title: 'Storage cluster: stop or go back' },
    ],
    changes: distinctOwners(worked).map(component =>
      changeOf(component, input, facts),
    ),
  };
}

/** One step at a time, in order: nothing of this platform runs side by side. */
function chained(steps: PlanStep[]): PlanStep[] {
  return steps.map((step, index) => ({
    ...step,
    dependsOn: index === 0 ? [] : [steps[index - 1].id],
  }));
}

function soakStep({ inventory, strategy }: PlanInput): PlanStep {
  return {
    ...blankStep,
    id: 'soak/final',
    phaseId: 'soak',
    title: 'Applications stay healthy',
    ...libraryStep('soak', {
      durationMs: strategy.finalSoakMs,
      workloads: inventory.applications.map(application => ({
        object: application.object as any,
        ready: application.ready,
      })),
    }),
    limitMs: strategy.finalSoakMs + CONTAINER_LIMIT_MS,
  };
}

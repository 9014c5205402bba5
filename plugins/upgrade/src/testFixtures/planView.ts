import { Finding, PlanView } from '@cluster-upgrade/plugin-upgrade-common';
import { START_MS } from './EventLog';
import { CLUSTER_REF, planOf } from './plan';

export const HASH = `sha256:${'a'.repeat(64)}`;

function finding(given: Partial<Finding> & { id: string }): Finding {
  return {
    checkId: given.id,
    group: 'resources',
    title: given.id,
    status: 'pass',
    observed: 'enough',
    needed: 'enough',
    objects: [],
    ownerRefs: [],
    checkedAtMs: START_MS,
    ...given,
  };
}

export const BLOCKING = finding({
  id: 'free-disk',
  title: 'Free space on nodes',
  status: 'soft-block',
  observed: 'w-1 has 4 GB',
  needed: '10 GB on every node',
  objects: [{ apiVersion: 'v1', kind: 'Node', name: 'w-1' }],
  ownerRefs: ['group:default/platform-operators'],
  remedy: 'Remove old images.',
});

export function planView(given: Partial<PlanView> = {}): PlanView {
  const plan = planOf(2);
  plan.changes = [
    {
      action: 'update',
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'omni',
        name: 'orchestrator',
      },
      fields: [
        { kind: 'image', name: 'main', from: 'omni:4.1.0', to: 'omni:4.2.0' },
        { kind: 'env', name: 'main: LOG_LEVEL', from: 'info' },
      ],
      reversibility: 'revert',
      disruption: { level: 'brief', text: '10 s per instance' },
    },
  ];
  return {
    id: 'p-1',
    clusterRef: CLUSTER_REF,
    platform: 'omnicloud',
    hash: HASH,
    plan,
    createdBy: 'user:default/mia',
    createdAtMs: START_MS,
    inventoryTakenAtMs: START_MS,
    verification: {
      findings: [finding({ id: 'nodes-ready', title: 'Nodes are ready' })],
      checkedAtMs: START_MS,
      validUntilMs: Date.UTC(2100, 0, 1),
    },
    overrides: [],
    blockers: [],
    voidOverrides: [],
    actions: {
      check: { available: true },
      override: { available: true },
      start: { available: true },
      showValues: { available: true },
    },
    serverTimeMs: START_MS,
    ...given,
  };
}

import {
  ClusterDetail,
  ClusterOverview,
  Inventory,
  NodeInfo,
  ReleaseOption,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { START_MS } from './EventLog';
import { CLUSTER_REF, STRATEGY } from './plan';

export function node(index: number): NodeInfo {
  return {
    name: `w-${index}`,
    uid: `uid-${index}`,
    isReady: true,
    isCordoned: false,
    isSpare: false,
    version: '4.1.0',
    pool: index % 2 ? 'pool-a' : 'pool-b',
    zone: 'z1',
    movablePods: 12,
    allocatable: { cpuMillis: 4000, memoryBytes: 16e9 },
    requested: { cpuMillis: 2400, memoryBytes: 9e9 },
  };
}

export function inventoryOf(nodeCount: number): Inventory {
  return {
    clusterRef: CLUSTER_REF,
    platform: 'omnicloud',
    takenAtMs: START_MS,
    version: '4.1.0',
    versions: [{ version: '4.1.0', parts: ['orchestrator', 'director'] }],
    components: [
      {
        id: 'orchestrator',
        title: 'Orchestrator',
        object: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'omni',
          name: 'orchestrator',
        },
        version: '4.1.0',
        images: { main: 'omni/orchestrator:4.1.0' },
        desired: 3,
        ready: 3,
      },
    ],
    nodes: Array.from({ length: nodeCount }, (_, i) => node(i + 1)),
    applications: [
      {
        id: 'shop/checkout',
        title: 'checkout',
        object: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'checkout',
        },
        podLabels: { app: 'checkout' },
        priority: 'critical',
        desired: 8,
        ready: 8,
        entityRef: 'component:default/checkout',
        ownerRef: 'group:default/team-shop',
      },
    ],
    budgets: [],
    unknowns: [],
  };
}

export const RELEASES: ReleaseOption[] = [
  {
    version: '4.2.0',
    path: ['4.2.0'],
    blockedBy: [],
    isRecommended: true,
    risks: [],
  },
  {
    version: '4.3.0',
    path: ['4.2.0', '4.3.0'],
    blockedBy: [],
    isRecommended: false,
    risks: [
      { code: 'slow-agents', text: 'Agents start slowly on old kernels.' },
    ],
  },
  {
    version: '5.0.0',
    path: [],
    blockedBy: [
      {
        code: 'major-skipped',
        text: 'Go to 4.3.0 first: a major version needs it.',
      },
    ],
    isRecommended: false,
    risks: [],
  },
];

export function overview(
  given: Partial<ClusterOverview> = {},
): ClusterOverview {
  return {
    clusterRef: CLUSTER_REF,
    title: 'prod-eu',
    platform: 'omnicloud',
    platformTitle: 'OmniCloud',
    ownerRef: 'group:default/platform-operators',
    connection: { status: 'reachable', inspectedAtMs: START_MS },
    version: '4.1.0',
    versions: [{ version: '4.1.0', parts: ['orchestrator', 'director'] }],
    nodes: { total: 6, ready: 6 },
    recommendedVersion: '4.2.0',
    nextAction: {
      code: 'plan',
      params: { version: '4.2.0' },
      text: 'Plan the upgrade to 4.2.0.',
    },
    mayAct: true,
    ...given,
  };
}

export function clusterDetail(
  given: Partial<ClusterDetail> = {},
): ClusterDetail {
  return {
    overview: overview(),
    inventory: inventoryOf(6),
    releases: RELEASES,
    defaultStrategy: STRATEGY,
    thresholds: [
      {
        applicationId: 'shop/checkout',
        maxFailures: 2,
        unit: 'count',
        mustLastMs: 30_000,
        action: 'rollback',
        source: 'component-annotation',
        sourceName: 'component:default/checkout',
        allowedInstances: 2,
      },
    ],
    recentUpgrades: [],
    actions: {
      plan: { available: true },
      start: { available: true },
      override: { available: true },
    },
    serverTimeMs: START_MS,
    ...given,
  };
}

export function upgradeSummary(
  given: Partial<UpgradeSummary> = {},
): UpgradeSummary {
  return {
    id: 'u-1',
    clusterRef: CLUSTER_REF,
    platform: 'omnicloud',
    fromVersion: '4.0.0',
    toVersion: '4.1.0',
    status: 'finished',
    outcome: 'completed',
    requestedBy: 'user:default/mia',
    requestedAtMs: START_MS,
    startedAtMs: START_MS + 1000,
    finishedAtMs: START_MS + 3_600_000,
    progress: { done: 34, total: 34 },
    isRolledBackAutomatically: false,
    seq: 120,
    ...given,
  };
}

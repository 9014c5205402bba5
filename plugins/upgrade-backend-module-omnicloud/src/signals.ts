import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { SignalDefinition } from '@cluster-upgrade/plugin-upgrade-node';
import { AGENT, OMNI_NAMESPACE } from './resources';

type MetricSignal = Omit<SignalDefinition, 'id' | 'componentId' | 'source'> & {
  name: string;
  query: string;
};

/**
 * What the seed names per component ("Component-Specific Monitoring"), as queries over the metrics that
 * the parts export.
 */
const METRICS: Record<string, readonly MetricSignal[]> = {
  orchestrator: [
    {
      name: 'api-latency',
      title: 'API response time, 99th percentile',
      unit: 'seconds',
      worse: 'higher',
      query:
        'histogram_quantile(0.99, sum by (le) (rate(omni_orchestrator_request_duration_seconds_bucket[5m])))',
    },
    {
      name: 'queue-depth',
      title: 'Commands waiting',
      unit: 'count',
      worse: 'higher',
      query: 'sum(omni_orchestrator_command_queue_depth)',
    },
    {
      name: 'leader-changes',
      title: 'Changes of leadership',
      unit: 'per-second',
      worse: 'higher',
      query: 'sum(rate(omni_orchestrator_leader_changes_total[10m]))',
    },
    {
      name: 'peer-errors',
      title: 'Failed calls between orchestrators',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_orchestrator_peer_requests_total'),
    },
  ],
  director: [
    {
      name: 'vm-operation-time',
      title: 'Duration of VM operations, 95th percentile',
      unit: 'seconds',
      worse: 'higher',
      query:
        'histogram_quantile(0.95, sum by (le) (rate(omni_director_vm_operation_duration_seconds_bucket[10m])))',
    },
    {
      name: 'vm-operation-errors',
      title: 'Failed VM operations',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_director_vm_operations_total'),
    },
    {
      name: 'agent-messages',
      title: 'Failed messages to agents',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_director_agent_requests_total'),
    },
  ],
  agent: [
    {
      name: 'container-start-time',
      title: 'Start time of containers, 95th percentile',
      unit: 'seconds',
      worse: 'higher',
      query:
        'histogram_quantile(0.95, sum by (le) (rate(omni_agent_container_start_duration_seconds_bucket[5m])))',
    },
    {
      name: 'container-start-errors',
      title: 'Failed container starts',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_agent_container_starts_total'),
    },
    {
      name: 'volume-errors',
      title: 'Failed volume attachments',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_agent_volume_operations_total'),
    },
    {
      name: 'network-errors',
      title: 'Failed network set-ups',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_agent_network_operations_total'),
    },
  ],
  registry: [
    {
      name: 'pull-errors',
      title: 'Failed image pulls',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_registry_pulls_total'),
    },
    {
      name: 'push-errors',
      title: 'Failed image pushes',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_registry_pushes_total'),
    },
    {
      name: 'pull-time',
      title: 'Duration of image pulls, 95th percentile',
      unit: 'seconds',
      worse: 'higher',
      query:
        'histogram_quantile(0.95, sum by (le) (rate(omni_registry_pull_duration_seconds_bucket[10m])))',
    },
  ],
  forge: [
    {
      name: 'build-errors',
      title: 'Failed builds',
      unit: 'ratio',
      worse: 'higher',
      query: errorRatio('omni_forge_builds_total'),
    },
    {
      name: 'build-time',
      title: 'Duration of builds, median',
      unit: 'seconds',
      worse: 'higher',
      query:
        'histogram_quantile(0.5, sum by (le) (rate(omni_forge_build_duration_seconds_bucket[30m])))',
    },
  ],
};

/** What to measure for each part that the cluster has, and for its applications. */
export function listSignals(inventory: Inventory): SignalDefinition[] {
  const components = inventory.components.filter(({ id }) => id in METRICS);
  return [
    ...components.flatMap(({ id, title }) => [
      ...METRICS[id].map(({ name, query, ...signal }) => ({
        ...signal,
        id: `${id}/${name}`,
        componentId: id,
        source: { kind: 'prometheus' as const, query },
      })),
      ...runtimeSignals(id, title),
      ...(id === AGENT.id ? [] : [cpuSignal(id, title)]),
    ]),
    ...inventory.applications.flatMap(({ id, title }) =>
      runtimeSignals(id, title),
    ),
  ];
}

/** What every part can be watched by, whether it exports metrics or not. */
function runtimeSignals(
  componentId: string,
  title: string,
): SignalDefinition[] {
  return [
    {
      id: `${componentId}/restarts`,
      componentId,
      title: `${title}: restarts`,
      unit: 'count',
      worse: 'higher',
      source: { kind: 'restarts' },
    },
    {
      id: `${componentId}/ready-instances`,
      componentId,
      title: `${title}: ready instances`,
      unit: 'count',
      worse: 'lower',
      source: { kind: 'ready-instances' },
    },
    {
      id: `${componentId}/memory`,
      componentId,
      title: `${title}: memory`,
      unit: 'bytes',
      worse: 'higher',
      source: { kind: 'pod-metrics', metric: 'memory' },
    },
  ];
}

function cpuSignal(componentId: string, title: string): SignalDefinition {
  return {
    id: `${componentId}/cpu`,
    componentId,
    title: `${title}: processor time`,
    unit: 'cores',
    worse: 'higher',
    source: { kind: 'pod-metrics', metric: 'cpu' },
  };
}

function errorRatio(counter: string): string {
  const all = `sum(rate(${counter}{namespace="${OMNI_NAMESPACE}"}[5m]))`;
  const failed = `sum(rate(${counter}{namespace="${OMNI_NAMESPACE}",result="error"}[5m]))`;
  return `${failed} / (${all} > 0)`;
}

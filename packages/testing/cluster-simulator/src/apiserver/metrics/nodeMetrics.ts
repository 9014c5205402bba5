import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { notFound } from '../errors/StatusError';
import { listObjects } from '../handlers/listObjects';
import { selectionOf } from '../handlers/readHandlers';
import { ResourceHandler } from '../handlers/ResourceCall';
import { jsonResponse } from '../response/responses';
import { ServerContext } from '../ServerContext';
import { formatTime } from '../timestamps';
import { containerUsage, formatUsage, sumUsage, Usage } from './loadModel';
import { runningContainers, SAMPLE_WINDOW } from './podMetrics';

/** What a node uses for itself. */
const systemUsage: Usage = {
  cpuMilli: 100,
  memoryBytes: 400 * 1024 * 1024,
};

/**
 * The load of nodes that report themselves ready: their own plus that of their pods.
 *
 * @internal
 */
export const handleNodeMetrics: ResourceHandler = call => {
  const { context, info } = call;
  const definition = context.registry.builtin('', 'v1', 'nodes');
  const nodes = listObjects(context, definition, selectionOf(call))
    .items.map(({ object }) => object)
    .filter(isReady);
  const usageByNode = sumByNode(context);
  const metricsOf = (node: KubeObject) =>
    nodeMetrics(node, usageByNode.get(node.metadata.name), context.clock.now());
  if (info.verb === 'get') {
    if (nodes.length === 0) {
      throw notFound(info, info.name!);
    }
    return jsonResponse(200, metricsOf(nodes[0]));
  }
  return jsonResponse(200, {
    kind: 'NodeMetricsList',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {},
    items: nodes.map(metricsOf),
  });
};

function nodeMetrics(
  { metadata: { name, labels } }: KubeObject,
  usage: Usage = { cpuMilli: 0, memoryBytes: 0 },
  nowMs: number,
) {
  return {
    kind: 'NodeMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {
      name,
      creationTimestamp: formatTime(nowMs),
      ...(labels && { labels }),
    },
    timestamp: formatTime(nowMs),
    window: SAMPLE_WINDOW,
    usage: formatUsage(sumUsage([systemUsage, usage])),
  };
}

function sumByNode({ store, clock }: ServerContext): Map<string, Usage> {
  const usageByNode = new Map<string, Usage>();
  for (const { object: pod } of store.list('pods')) {
    const node = pod.spec?.nodeName;
    if (node) {
      const own = runningContainers(pod).map(container =>
        containerUsage(pod, container, clock.now()),
      );
      const before = usageByNode.get(node);
      usageByNode.set(node, sumUsage(before ? [before, ...own] : own));
    }
  }
  return usageByNode;
}

function isReady({ status }: KubeObject): boolean {
  return (status?.conditions ?? []).some(
    (condition: any) =>
      condition.type === 'Ready' && condition.status === 'True',
  );
}

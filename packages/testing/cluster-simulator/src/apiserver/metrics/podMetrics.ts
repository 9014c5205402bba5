import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { StoredObject } from '../../storage/StoredObject';
import { notFound } from '../errors/StatusError';
import { listObjects } from '../handlers/listObjects';
import { selectionOf } from '../handlers/readHandlers';
import { ResourceCall, ResourceHandler } from '../handlers/ResourceCall';
import { jsonResponse } from '../response/responses';
import { formatTime } from '../timestamps';
import { containerUsage, formatUsage } from './loadModel';

/**
 * The window that a sample stands for.
 *
 * @internal
 */
export const SAMPLE_WINDOW = '30s';

/** @internal */
export function runningContainers(pod: KubeObject): string[] {
  return (pod.status?.containerStatuses ?? [])
    .filter((status: any) => status.state?.running)
    .map((status: any) => status.name);
}

function metricsOf({ object: pod }: StoredObject, nowMs: number) {
  const { name, namespace, labels } = pod.metadata;
  return {
    kind: 'PodMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {
      name,
      namespace,
      creationTimestamp: formatTime(nowMs),
      ...(labels && { labels }),
    },
    timestamp: formatTime(nowMs),
    window: SAMPLE_WINDOW,
    containers: runningContainers(pod).map(container => ({
      name: container,
      usage: formatUsage(containerUsage(pod, container, nowMs)),
    })),
  };
}

/**
 * The load of running pods.
 *
 * @internal
 */
export const handlePodMetrics: ResourceHandler = call => {
  const { context, info } = call;
  const nowMs = context.clock.now();
  const running = podsOf(call).filter(
    ({ object }) => runningContainers(object).length > 0,
  );
  if (info.verb === 'get') {
    if (running.length === 0) {
      throw notFound(info, `${info.namespace}/${info.name}`);
    }
    return jsonResponse(200, metricsOf(running[0], nowMs));
  }
  return jsonResponse(200, {
    kind: 'PodMetricsList',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {},
    items: running.map(pod => metricsOf(pod, nowMs)),
  });
};

function podsOf(call: ResourceCall): StoredObject[] {
  const definition = call.context.registry.builtin('', 'v1', 'pods');
  return listObjects(call.context, definition, selectionOf(call)).items;
}

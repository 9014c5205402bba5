import { Pod } from '../../objects/Pod';
import { quantityOf } from '../../objects/quantity';
import {
  findUntoleratedTaint,
  isTolerated,
  UNSCHEDULABLE_TAINT_KEY,
} from '../../objects/taints';
import { isNodeSelected } from '../nodeSelection';
import { NodeUsage, requestsOf } from './nodeUsage';

/**
 * Why the pod cannot run on the node, in upstream's words; empty when it can. Rules between pods are
 * in `podRules`.
 *
 * @internal
 */
export function nodeRefusals(pod: Pod, usage: NodeUsage): string[] {
  const { node } = usage;
  const { tolerations } = pod.spec;
  if (
    node.spec?.unschedulable &&
    !isTolerated(
      { key: UNSCHEDULABLE_TAINT_KEY, effect: 'NoSchedule' },
      tolerations,
    )
  ) {
    return ['node(s) were unschedulable'];
  }
  const taint = findUntoleratedTaint(node.spec?.taints, tolerations, [
    'NoSchedule',
    'NoExecute',
  ]);
  if (taint) {
    return ['node(s) had untolerated taint(s)'];
  }
  if (!isNodeSelected(pod.spec, node)) {
    return ["node(s) didn't match Pod's node affinity/selector"];
  }
  return hasPortConflict(pod, usage)
    ? ["node(s) didn't have free ports for the requested pod ports"]
    : missingResources(pod, usage);
}

function missingResources(pod: Pod, usage: NodeUsage): string[] {
  const allocatable = usage.node.status?.allocatable ?? {};
  const missing: string[] = [];
  if (usage.pods.length + 1 > quantityOf(allocatable.pods)) {
    missing.push('Too many pods');
  }
  for (const [name, amount] of Object.entries(requestsOf(pod))) {
    const free = quantityOf(allocatable[name]) - (usage.requested[name] ?? 0);
    if (amount > 0 && amount > free) {
      missing.push(`Insufficient ${name}`);
    }
  }
  return missing;
}

function hasPortConflict(pod: Pod, usage: NodeUsage): boolean {
  const wanted = hostPorts(pod);
  return (
    wanted.length > 0 &&
    usage.pods.some(other =>
      hostPorts(other).some(port => wanted.includes(port)),
    )
  );
}

function hostPorts(pod: Pod): string[] {
  return pod.spec.containers.flatMap(container =>
    (container.ports ?? [])
      .filter(port => port.hostPort)
      .map(port => `${port.protocol ?? 'TCP'}/${port.hostPort}`),
  );
}

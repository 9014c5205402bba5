import { PodFault } from '../faults/fault';
import { hasLabels } from '../objects/labelSelector';
import { Node } from '../objects/Node';
import { Container, Pod, restartCountOf } from '../objects/Pod';
import { LifecycleStage } from './LifecycleStage';
import { podPosition } from './podPosition';
import { stages } from './stages';

/** @internal */
export interface PlannedStage {
  stage: LifecycleStage;
  /** The fault that made it the pod's next stage. */
  fault?: PodFault;
}

/**
 * The pod's next move; undefined when it stays as it is.
 *
 * @internal
 */
export function nextStage(
  pod: Pod,
  node: Node | undefined,
  faults: readonly PodFault[],
): PlannedStage | undefined {
  const position = podPosition(pod);
  const restarts = restartCountOf(pod);
  const policy = pod.spec.restartPolicy ?? 'Always';
  const hitting = faults.filter(fault => isHit(pod, node, fault));
  for (const stage of stages) {
    const isFitting =
      stage.from.includes(position) &&
      restarts >= (stage.minRestarts ?? 0) &&
      restarts <= (stage.maxRestarts ?? Infinity) &&
      (stage.restartPolicies?.includes(policy) ?? true);
    const fault = hitting.find(each => each.kind === stage.fault);
    if (isFitting && (!stage.fault || fault)) {
      return { stage, fault };
    }
  }
  return undefined;
}

/** @internal */
function isHit(pod: Pod, node: Node | undefined, { match }: PodFault): boolean {
  return (
    (match.namespace === undefined ||
      match.namespace === pod.metadata.namespace) &&
    hasLabels(pod.metadata.labels, match.labels) &&
    isNodeHit(node, match) &&
    pod.spec.containers.some(container => isContainerHit(container, match))
  );
}

/** @internal */
export function isNodeHit(
  node: Node | undefined,
  match: PodFault['match'],
): boolean {
  const labels = node?.metadata.labels ?? {};
  return (
    (match.node === undefined || match.node === node?.metadata.name) &&
    hasLabels(labels, match.nodeLabels) &&
    Object.entries(match.otherNodeLabels ?? {}).every(
      ([key, value]) => labels[key] !== undefined && labels[key] !== value,
    )
  );
}

/** @internal */
export function isContainerHit(
  container: Container,
  match: PodFault['match'],
): boolean {
  return match.image === undefined || container.image.includes(match.image);
}

import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import { ClusterView } from '../../reconcile/ClusterView';
import { pinnedNodeName } from '../nodeSelection';
import { NodeUsage, usageOf } from './nodeUsage';
import { hasPodRules } from './podRules';

/** Above this many nodes a look at a part of them is good enough, as upstream's scheduler holds it. */
const SAMPLE_SIZE = 150;

/**
 * The nodes to consider for a pod, as one or more attempts: a part of a large cluster first, all of it
 * when that has no room.
 *
 * @internal
 */
export function* candidateNodes(
  pod: Pod,
  view: ClusterView,
): Generator<NodeUsage[]> {
  const usages = (nodes: readonly Node[]) =>
    nodes.map(node =>
      usageOf(node, view.onNode<Pod>(resourceTypes.pods, node.metadata.name)),
    );
  // A daemon's pod needs no look at any other node.
  const pinned = pinnedNodeName(pod.spec);
  const node = pinned && view.get<Node>(resourceTypes.nodes, pinned);
  if (node) {
    yield usages([node]);
    return;
  }
  const all = view.list<Node>(resourceTypes.nodes);
  if (all.length > SAMPLE_SIZE && !isRuledByPods(pod, view)) {
    yield usages(sampleFor(pod, all));
  }
  yield usages(all);
}

/** Rules between pods hold over all nodes, so no part of them will do. */
function isRuledByPods(pod: Pod, view: ClusterView): boolean {
  return (
    hasPodRules(pod) ||
    view
      .inNamespace<Pod>(resourceTypes.pods, pod.metadata.namespace!)
      .some(hasPodRules)
  );
}

/** Begins elsewhere for each pod, the same for the same pod. */
function sampleFor(pod: Pod, nodes: readonly Node[]): Node[] {
  const start =
    [...pod.metadata.name].reduce(
      (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003,
      0,
    ) % nodes.length;
  return Array.from(
    { length: SAMPLE_SIZE },
    (_, index) => nodes[(start + index) % nodes.length],
  );
}

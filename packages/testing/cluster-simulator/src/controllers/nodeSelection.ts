import { matchesExpression, hasLabels } from '../objects/labelSelector';
import { Node } from '../objects/Node';
import { PodSpec } from '../objects/Pod';

interface NodeSelectorTerm {
  matchExpressions?: NodeRequirement[];
  matchFields?: NodeRequirement[];
}

interface NodeRequirement {
  key: string;
  operator: string;
  values?: string[];
}

/**
 * Whether `nodeSelector` and required node affinity let the pod run on the node.
 *
 * @internal
 */
export function isNodeSelected(spec: PodSpec, node: Node): boolean {
  if (!hasLabels(node.metadata.labels, spec.nodeSelector)) {
    return false;
  }
  const terms = requiredTerms(spec);
  return !terms || terms.some(term => matchesTerm(term, node));
}

/**
 * The only node that the pod's affinity leaves, as for a DaemonSet's pods.
 *
 * @internal
 */
export function pinnedNodeName(spec: PodSpec): string | undefined {
  const terms = requiredTerms(spec);
  const field = terms?.length === 1 ? terms[0].matchFields?.[0] : undefined;
  return field?.key === 'metadata.name' && field.values?.length === 1
    ? field.values[0]
    : undefined;
}

function requiredTerms(spec: PodSpec): NodeSelectorTerm[] | undefined {
  return spec.affinity?.nodeAffinity
    ?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
}

function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const isEmpty = !term.matchExpressions?.length && !term.matchFields?.length;
  return (
    !isEmpty &&
    (term.matchExpressions ?? []).every(each =>
      matchesExpression(node.metadata.labels?.[each.key], each),
    ) &&
    (term.matchFields ?? []).every(each =>
      matchesExpression(node.metadata.name, each),
    )
  );
}

import { NodeView } from '../model/nodeViews';

/** What a node does now, and why it doesn't go on. */
export function NodeStep({ node }: { node: NodeView }) {
  const reason = node.failure?.cause.text ?? node.wait?.why.text;
  const text = [node.current, reason].filter(Boolean).join(': ');
  return <span title={text}>{text}</span>;
}

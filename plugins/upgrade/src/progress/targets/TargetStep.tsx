import { useServerText } from '../../parts/serverText';
import { TargetView } from '../model/targetViews';

/** What a node does now, and why it doesn't go on. */
export function TargetStep({ node }: { node: TargetView }) {
  const reason = node.failure?.cause.text ?? node.wait?.why.text;
  const text = useServerText()(
    [node.current, reason].filter(Boolean).join(': '),
  );
  return <span title={text}>{text}</span>;
}

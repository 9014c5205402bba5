import { Text } from '@backstage/ui';
import { useText } from '../../parts/useText';
import { TargetBuckets } from '../model/targetBuckets';
import { CardContent } from './TargetGrid';
import styles from './targets.module.css';

/** The nodes that a person would look for first, by name, and how many more there are. */
export function AttentionList({
  buckets,
  onOpen,
}: {
  buckets: TargetBuckets;
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  const { attention, attentionOmitted } = buckets;
  if (attention.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('progress.board.attention')}
      </Text>
      <ul className={styles.cards}>
        {attention.map(node => (
          <li key={node.id}>
            <button
              type="button"
              className={styles.card}
              data-status={node.status}
              onClick={() => onOpen(node.id)}
            >
              <CardContent node={node} />
            </button>
          </li>
        ))}
      </ul>
      {attentionOmitted > 0 && (
        <Text color="secondary">
          {t('progress.board.omitted', {
            shown: attention.length,
            total: attention.length + attentionOmitted,
            omitted: attentionOmitted,
          })}
        </Text>
      )}
    </div>
  );
}

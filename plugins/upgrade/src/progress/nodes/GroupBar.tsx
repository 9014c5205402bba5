import { Text } from '@backstage/ui';
import { SegmentedBar } from '../../parts/status/SegmentedBar';
import { useText } from '../../parts/useText';
import { GROUP_GLYPHS, GROUP_ORDER } from '../groupGlyph';
import { NodeGroup } from '../model/nodeBuckets';
import styles from './nodes.module.css';

/** A group of nodes as one bar. */
export function GroupBar({
  group,
}: {
  group: Pick<NodeGroup, 'id' | 'counts' | 'total'>;
}) {
  const t = useText();
  return (
    <div className={styles.groupBar}>
      <Text weight="bold">{`${group.id} (${group.total})`}</Text>
      <SegmentedBar
        label={group.id}
        segments={GROUP_ORDER.map(status => ({
          glyph: GROUP_GLYPHS[status],
          word: t(`progress.group.${status}`),
          count: group.counts[status] ?? 0,
        }))}
      />
    </div>
  );
}

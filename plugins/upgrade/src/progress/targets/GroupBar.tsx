import { Text } from '@backstage/ui';
import { SegmentedBar } from '../../parts/status/SegmentedBar';
import { useText } from '../../parts/useText';
import { GROUP_GLYPHS, GROUP_ORDER } from '../groupGlyph';
import { TargetGroup } from '../model/targetBuckets';
import styles from './targets.module.css';

/** A group of nodes as one bar, or by name only where every node is drawn large. */
export function GroupBar({
  group,
  isPlain = false,
}: {
  group: Pick<TargetGroup, 'id' | 'counts' | 'total'>;
  isPlain?: boolean;
}) {
  const t = useText();
  return (
    <div className={styles.groupBar}>
      <Text weight="bold">{`${group.id} (${group.total})`}</Text>
      {!isPlain && (
        <SegmentedBar
          label={group.id}
          segments={GROUP_ORDER.map(status => ({
            glyph: GROUP_GLYPHS[status],
            word: t(`progress.group.${status}`),
            count: group.counts[status] ?? 0,
          }))}
        />
      )}
    </div>
  );
}

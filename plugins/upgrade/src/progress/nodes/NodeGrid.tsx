import { memo } from 'react';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { Elapsed } from '../../parts/time/Elapsed';
import { Text, useText } from '../../parts/useText';
import { GROUP_GLYPHS } from '../groupGlyph';
import { NodeGroup } from '../model/nodeBuckets';
import { NodeView } from '../model/nodeViews';
import { GroupBar } from './GroupBar';
import styles from './nodes.module.css';
import { TILE_MASKS } from './tileMasks';
import { useRovingFocus } from './useRovingFocus';

/** Nodes as cards or as tiles, by group, with one tab stop. */
export function NodeGrid({
  groups,
  label,
  density,
  onOpen,
}: {
  groups: readonly NodeGroup[];
  label: string;
  density: 'cards' | 'tiles';
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  const roving = useRovingFocus(
    groups.flatMap(group =>
      group.nodes.map(({ id, status }) => ({
        id,
        group: group.id,
        isFailed: status === 'failed',
      })),
    ),
  );
  return (
    <div
      ref={roving.grid}
      role="grid"
      aria-label={label}
      aria-describedby="upgrade-grid-keys"
      tabIndex={-1}
      onKeyDown={roving.onKeyDown}
      style={TILE_MASKS}
    >
      <span id="upgrade-grid-keys" hidden>
        {t('progress.board.keys')}
      </span>
      {groups.map(group => (
        <div key={group.id} role="rowgroup" className={styles.group}>
          <div role="presentation">
            {groups.length > 1 && (
              <GroupBar group={group} isPlain={density === 'cards'} />
            )}
          </div>
          <div role="row" className={styles[density]}>
            {group.nodes.map(node => (
              <Cell
                key={node.id}
                node={node}
                density={density}
                roving={roving.cellProps(node.id)}
                onOpen={onOpen}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

type Roving = ReturnType<ReturnType<typeof useRovingFocus>['cellProps']>;

function Cell({
  node,
  density,
  roving,
  onOpen,
}: {
  node: NodeView;
  density: 'cards' | 'tiles';
  roving: Roving;
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  return (
    <div
      {...roving}
      role="gridcell"
      className={density === 'cards' ? styles.card : styles.tile}
      data-status={node.status}
      // A card says by itself what it is.
      {...(density === 'tiles' && {
        title: nodeName(node, t),
        'aria-label': nodeName(node, t),
      })}
      onClick={() => onOpen(node.id)}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onOpen(node.id);
        }
      }}
    >
      {density === 'cards' && <CardContent node={node} />}
    </div>
  );
}

/** The name of a node with its state, for screen readers and tooltips. */
export function nodeName(node: NodeView, t: Text): string {
  const { name, done, total, current } = node;
  const status = t(`progress.group.${node.status}`);
  return current
    ? t('progress.board.cellDoing', {
        name,
        status,
        done,
        total,
        step: current,
      })
    : t('progress.board.cellName', { name, status, done, total });
}

/** What a card says: state, step, time, reason. */
export const CardContent = memo(function CardContentOfNode({
  node,
}: {
  node: NodeView;
}) {
  const t = useText();
  const reason = node.failure?.cause.text ?? node.wait?.why.text;
  return (
    <>
      <span className={styles.cardHead}>
        <StatusGlyph glyph={GROUP_GLYPHS[node.status]} />
        <strong className={styles.cardName}>{node.name}</strong>
      </span>
      <span className={styles.small}>
        {t(`progress.group.${node.status}`)}
        {', '}
        {t('progress.board.steps', { done: node.done, total: node.total })}
        {node.startedAtMs !== undefined && (
          <>
            {', '}
            <Elapsed sinceMs={node.startedAtMs} untilMs={node.finishedAtMs} />
          </>
        )}
      </span>
      {node.current && <span className={styles.small}>{node.current}</span>}
      {reason && <span className={styles.small}>{reason}</span>}
    </>
  );
});

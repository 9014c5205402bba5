import { memo, useCallback, useRef } from 'react';
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
  const open = useLatest(onOpen);
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
                isActive={node.id === roving.activeId}
                onFocus={roving.setActiveId}
                onOpen={open}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** A callback that stays the same while what it calls is always the latest. */
function useLatest(callback: (nodeId: string) => void) {
  const latest = useRef(callback);
  latest.current = callback;
  return useCallback((nodeId: string) => latest.current(nodeId), []);
}

interface CellProps {
  node: NodeView;
  density: 'cards' | 'tiles';
  isActive: boolean;
  onFocus(nodeId: string): void;
  onOpen(nodeId: string): void;
}

/** Most nodes are where they were a second ago: only those that moved are drawn again. */
const Cell = memo(
  CellOfNode,
  (before, after) =>
    before.density === after.density &&
    before.isActive === after.isActive &&
    before.onFocus === after.onFocus &&
    isSameNode(before.node, after.node),
);

function isSameNode(a: NodeView, b: NodeView): boolean {
  return (Object.keys({ ...a, ...b }) as Array<keyof NodeView>).every(
    key => a[key] === b[key],
  );
}

function CellOfNode({ node, density, isActive, onFocus, onOpen }: CellProps) {
  const t = useText();
  // A card says by itself what it is.
  const name = density === 'tiles' ? nodeName(node, t) : undefined;
  return (
    <div
      role="gridcell"
      className={density === 'cards' ? styles.card : styles.tile}
      data-cell={node.id}
      data-status={node.status}
      tabIndex={isActive ? 0 : -1}
      title={name}
      aria-label={name}
      onFocus={() => onFocus(node.id)}
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
export function CardContent({ node }: { node: NodeView }) {
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
}

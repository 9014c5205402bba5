import { durationText } from '@cluster-upgrade/plugin-upgrade-common';
import { CSSProperties, memo, useCallback, useRef } from 'react';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { Elapsed } from '../../parts/time/Elapsed';
import { useServerText } from '../../parts/serverText';
import { Text, useText } from '../../parts/useText';
import { GROUP_GLYPHS } from '../groupGlyph';
import { TargetGroup } from '../model/targetBuckets';
import { TargetView } from '../model/targetViews';
import { GroupBar } from './GroupBar';
import styles from './targets.module.css';
import { TILE_MASKS } from './tileMasks';
import { useRovingFocus } from './useRovingFocus';

/** Groups of cards side by side; more fill the columns one below the other. */
const MAX_COLUMNS = 4;

/** Nodes as cards or as tiles, by group, with one tab stop. */
export function TargetGrid({
  groups,
  label,
  density,
  onOpen,
}: {
  groups: readonly TargetGroup[];
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
      className={density === 'cards' ? styles.groups : undefined}
      data-many={groups.length > MAX_COLUMNS || undefined}
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
  node: TargetView;
  density: 'cards' | 'tiles';
  isActive: boolean;
  onFocus(nodeId: string): void;
  onOpen(nodeId: string): void;
}

/** Most nodes are where they were a second ago: only those that moved are drawn again. */
const Cell = memo(
  CellOfTarget,
  (before, after) =>
    before.density === after.density &&
    before.isActive === after.isActive &&
    before.onFocus === after.onFocus &&
    isSameTarget(before.node, after.node),
);

function isSameTarget(a: TargetView, b: TargetView): boolean {
  return (Object.keys({ ...a, ...b }) as Array<keyof TargetView>).every(
    key => a[key] === b[key],
  );
}

function CellOfTarget({ node, density, isActive, onFocus, onOpen }: CellProps) {
  const t = useText();
  const name = targetName(node, t);
  return (
    <div
      role="gridcell"
      className={density === 'cards' ? styles.card : styles.tile}
      data-cell={node.id}
      data-status={node.status}
      tabIndex={isActive ? 0 : -1}
      title={density === 'tiles' ? name : undefined}
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
function targetName(node: TargetView, t: Text): string {
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

/** What a card says: state, version, what is done with it, for how long, and how far it is. */
export function CardContent({ node }: { node: TargetView }) {
  const t = useText();
  const reason = node.failure?.cause.text ?? node.wait?.why.text;
  const doing = useServerText()(
    [node.current, reason].filter(Boolean).join(': '),
  );
  return (
    <>
      <span className={styles.cardHead}>
        <StatusGlyph glyph={GROUP_GLYPHS[node.status]} />
        <strong className={styles.cardName}>{node.name}</strong>
        {node.version && (
          <span className={styles.cardVersion}>{node.version}</span>
        )}
      </span>
      <span className={styles.small}>
        {node.isNext
          ? t('progress.board.next')
          : t(`progress.group.${node.status}`)}
        {node.expectedMs !== undefined &&
          t('progress.board.expected', {
            duration: durationText(node.expectedMs),
          })}
        {node.startedAtMs !== undefined && (
          <>
            {', '}
            <Elapsed sinceMs={node.startedAtMs} untilMs={node.finishedAtMs} />
          </>
        )}
      </span>
      <span className={styles.cardText} title={doing}>
        {doing}
      </span>
      <span
        className={styles.cardProgress}
        style={{ '--done': `${donePercent(node)}%` } as CSSProperties}
        aria-hidden
      />
    </>
  );
}

const donePercent = ({ done, total }: TargetView) =>
  total === 0 ? 0 : (100 * done) / total;

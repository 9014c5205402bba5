import { useState } from 'react';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { useText } from '../../parts/useText';
import { GROUP_GLYPHS } from '../groupGlyph';
import { TargetView } from '../model/targetViews';
import { TargetStep } from './TargetStep';
import styles from './targets.module.css';
import { windowOf } from './windowOf';

const ROW_HEIGHT_PX = 36;
const VIEW_HEIGHT_PX = 432;

/** Every node in one table of which only the visible rows are in the document. */
export function TargetTable({
  targets,
  onOpen,
}: {
  targets: readonly TargetView[];
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  const [scrollTop, setScrollTop] = useState(0);
  const { first, last, before, after } = windowOf({
    count: targets.length,
    scrollTop,
    rowHeight: ROW_HEIGHT_PX,
    viewHeight: VIEW_HEIGHT_PX,
  });
  return (
    <div
      className={styles.tableBox}
      style={{ maxHeight: VIEW_HEIGHT_PX }}
      tabIndex={0}
      role="region"
      aria-label={t('progress.board.tableName')}
      onScroll={event => setScrollTop(event.currentTarget.scrollTop)}
    >
      <table className={styles.table} aria-rowcount={targets.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('progress.board.name')}</th>
            <th scope="col">{t('progress.board.group')}</th>
            <th scope="col">{t('progress.board.status')}</th>
            <th scope="col">{t('progress.board.stepCount')}</th>
            <th scope="col">{t('progress.board.doing')}</th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} />
          {targets.slice(first, last).map((node, index) => (
            <TargetRow
              key={node.id}
              node={node}
              // The header is the first row, and counting begins with one.
              rowIndex={first + index + 2}
              onOpen={onOpen}
            />
          ))}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function TargetRow({
  node,
  rowIndex,
  onOpen,
}: {
  node: TargetView;
  rowIndex: number;
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  return (
    <tr aria-rowindex={rowIndex} style={{ height: ROW_HEIGHT_PX }}>
      <th scope="row">
        <button
          type="button"
          className={styles.nameButton}
          onClick={() => onOpen(node.id)}
        >
          {node.name}
        </button>
      </th>
      <td>{node.group}</td>
      <td>
        <StatusLabel glyph={GROUP_GLYPHS[node.status]} isPlain>
          {t(`progress.group.${node.status}`)}
        </StatusLabel>
      </td>
      <td>
        {t('progress.board.steps', { done: node.done, total: node.total })}
      </td>
      <td className={styles.oneLine}>
        <TargetStep node={node} />
      </td>
    </tr>
  );
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td colSpan={5} />
    </tr>
  ) : null;
}

import { ReactNode } from 'react';
import { useText } from '../useText';
import styles from './DataTable.module.css';
import narrow from './narrowTable.module.css';
import { tableRoles } from './tableRoles';

/** A column of a table. */
export interface DataColumn<T> {
  id: string;
  title: string;
  cell(row: T): ReactNode;
  isNumber?: boolean;
  /** People write into it freely: words may be longer than a line. */
  isProse?: boolean;
  /** Names the row for screen readers. One per table. */
  isRowName?: boolean;
}

/**
 * A plain table. Where its columns don't fit, each row becomes a list of its cells; the roles are named
 * because some browsers forget them when a table is not laid out as one.
 */
export function DataTable<T>({
  caption,
  columns,
  rows,
  rowKey,
  isCaptionHidden = false,
}: {
  caption: string;
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowKey(row: T): string;
  isCaptionHidden?: boolean;
}) {
  const t = useText();
  return (
    <div
      className={`${styles.scroll} ${narrow.box}`}
      // A region that scrolls has to be reachable by keyboard.
      tabIndex={0}
      role="region"
      aria-label={t('parts.table.scroll', { name: caption })}
    >
      <table className={`${styles.table} ${narrow.rows}`} {...tableRoles.table}>
        <caption className={isCaptionHidden ? styles.hidden : undefined}>
          {caption}
        </caption>
        <thead {...tableRoles.group}>
          <tr {...tableRoles.row}>
            {columns.map(column => (
              <th
                key={column.id}
                scope="col"
                {...tableRoles.columnHeader}
                className={classOf(column)}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...tableRoles.group}>
          {rows.map(row => (
            <tr key={rowKey(row)} {...tableRoles.row}>
              {columns.map(column => (
                <DataCell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DataCell<T>({ column, row }: { column: DataColumn<T>; row: T }) {
  return column.isRowName ? (
    <th scope="row" className={classOf(column)} {...tableRoles.rowHeader}>
      {column.cell(row)}
    </th>
  ) : (
    <td
      className={classOf(column)}
      {...tableRoles.cell}
      data-title={column.title}
    >
      {column.cell(row)}
    </td>
  );
}

function classOf({
  isNumber,
  isProse,
}: {
  isNumber?: boolean;
  isProse?: boolean;
}): string | undefined {
  if (isNumber) {
    return styles.number;
  }
  return isProse ? styles.prose : undefined;
}

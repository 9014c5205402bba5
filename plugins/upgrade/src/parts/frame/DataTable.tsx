import { ReactNode } from 'react';
import { useText } from '../useText';
import styles from './DataTable.module.css';

/** A column of a table. */
export interface DataColumn<T> {
  id: string;
  title: string;
  cell(row: T): ReactNode;
  isNumber?: boolean;
  /** Names the row for screen readers. One per table. */
  isRowName?: boolean;
}

/** A plain table that scrolls sideways within its own box where the screen is narrow. */
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
      className={styles.scroll}
      // A region that scrolls has to be reachable by keyboard.
      tabIndex={0}
      role="region"
      aria-label={t('parts.table.scroll', { name: caption })}
    >
      <table className={styles.table}>
        <caption className={isCaptionHidden ? styles.hidden : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.id} scope="col" className={numberClass(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={rowKey(row)}>
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
    <th scope="row">{column.cell(row)}</th>
  ) : (
    <td className={numberClass(column)}>{column.cell(row)}</td>
  );
}

function numberClass(column: { isNumber?: boolean }): string | undefined {
  return column.isNumber ? styles.number : undefined;
}

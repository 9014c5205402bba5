/**
 * What the parts of a table are, said once more: some browsers forget it when a table is not laid out
 * as one (narrowTable.module.css).
 */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

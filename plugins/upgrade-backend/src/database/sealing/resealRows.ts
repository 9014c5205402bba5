import { Knex } from 'knex';
import { Cell, Sealer } from './Sealer';
import { SEALED_COLUMNS, SealedColumn } from './sealedColumns';

/** What became of rows that were not sealed with the first secret. */
export interface Resealed {
  resealed: number;
  /** Rows that none of the configured secrets opens. */
  unopened: number;
}

/**
 * Seals with the first secret what was sealed with another, or stored before anything was sealed. An
 * earlier secret can be taken out of the configuration once nothing needs it any more.
 */
export async function resealRows(
  knex: Knex,
  sealer: Sealer,
): Promise<Resealed> {
  const total = { resealed: 0, unopened: 0 };
  for (const column of SEALED_COLUMNS) {
    const rows: Array<Record<string, string>> = await knex(column.table)
      .select([...column.keys])
      .whereNot(column.column, 'like', `${sealer.currentPrefix}%`);
    for (const key of rows) {
      const isDone = await resealRow(knex, sealer, column, key);
      total[isDone ? 'resealed' : 'unopened'] += 1;
    }
  }
  return total;
}

/** One row at a time, because plans are large; a row that changed meanwhile is left as it is. */
async function resealRow(
  knex: Knex,
  sealer: Sealer,
  { table, column, keys }: SealedColumn,
  key: Record<string, string>,
): Promise<boolean> {
  const row = await knex(table).where(key).first(column);
  const stored: string | null | undefined = row?.[column];
  if (typeof stored !== 'string') {
    // Gone meanwhile, or emptied.
    return true;
  }
  if (!sealer.canOpen(stored)) {
    return false;
  }
  const cell: Cell = {
    table,
    column,
    id: keys.map(name => key[name]).join('/'),
  };
  await knex(table)
    .where({ ...key, [column]: stored })
    .update({ [column]: sealer.seal(sealer.open(stored, cell), cell) });
  return true;
}

import { Knex } from 'knex';

/** Rows of other tables go with the upgrade's by foreign key. */
export async function deleteFinished(
  knex: Knex,
  beforeMs: number,
): Promise<number> {
  return knex('upgrades').where('finished_at', '<', beforeMs).delete();
}

import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import createKnex, { Knex } from 'knex';
import { Sealer } from '../database/sealing/Sealer';
import {
  openUpgradeDatabase,
  UpgradeDatabase,
} from '../database/UpgradeDatabase';

/** SQLite in memory, with leases on the given clock. The caller destroys `knex`. */
export async function openMemoryDatabase(
  leaseClock: Clock,
): Promise<UpgradeDatabase & { knex: Knex }> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    // Every connection to memory is a database of its own, and an idle one would be closed.
    pool: { min: 1, max: 1 },
  });
  return openUpgradeDatabase({
    database: { getClient: async () => knex },
    sealer: Sealer.create({ secrets: ['memory'] }),
    leaseClock,
  });
}

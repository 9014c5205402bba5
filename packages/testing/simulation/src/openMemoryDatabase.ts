import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import createKnex, { Knex } from 'knex';
import { Sealer } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import {
  openUpgradeDatabase,
  UpgradeDatabase,
} from '@cluster-upgrade/plugin-upgrade-backend/engine';

/** SQLite in memory, with leases on the given clock. The caller destroys `knex`. */
export async function openMemoryDatabase(
  leaseClock: Clock,
): Promise<UpgradeDatabase & { knex: Knex }> {
  const isFirst = migrated === undefined;
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: (migrated ?? ':memory:') as string },
    useNullAsDefault: true,
    // Every connection to memory is a database of its own, and an idle one would be closed.
    pool: { min: 1, max: 1 },
  });
  const database = await openUpgradeDatabase({
    database: {
      getClient: async () => knex,
      migrations: { skip: !isFirst },
    },
    sealer: Sealer.create({ secrets: ['memory'] }),
    leaseClock,
  });
  const connection: Connection = await knex.client.acquireConnection();
  migrated ??= connection.serialize();
  keepStatements(connection);
  await knex.client.releaseConnection(connection);
  return database;
}

/** An empty database after all migrations, which take as long as half a simulated upgrade. */
let migrated: Buffer | undefined;

interface Connection {
  prepare(sql: string): unknown;
  serialize(): Buffer;
}

/** Has each statement compiled once: the query builder has it compiled each time, a fifth of a simulation. */
function keepStatements(connection: Connection): void {
  const prepare = connection.prepare.bind(connection);
  const kept = new Map<string, unknown>();
  connection.prepare = sql => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
}

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { Knex } from 'knex';
import { Dialect, dialectOf } from './dialect';
import { makeDatabaseErrorsSafe } from './safeDatabaseErrors';
import { Sealer } from './sealing/Sealer';

/**
 * The plugin's database, migrated and ready.
 */
export interface UpgradeDatabase {
  readonly knex: Knex;
  readonly dialect: Dialect;
  /** Without it nothing of what is read from clusters is stored. */
  readonly sealer: Sealer;
}

/**
 * Connects, brings the schema up to date unless the portal was told not to, and sets what the database
 * needs.
 */
export async function openUpgradeDatabase(options: {
  database: Pick<DatabaseService, 'getClient' | 'migrations'>;
  sealer: Sealer;
  /** Takes the place of the database's clock, for simulated time. */
  leaseClock?: Clock;
  /** Whether backends tell each other of changes where the database can do it; true unless told. */
  tells?: boolean;
}): Promise<UpgradeDatabase> {
  const knex = await options.database.getClient();
  makeDatabaseErrorsSafe(knex);
  const dialect = dialectOf(knex, options);
  await dialect.prepare(knex);
  if (!options.database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
  }
  return { knex, dialect, sealer: options.sealer };
}

/** Where the migrations are, in the source tree and in the published package. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@cluster-upgrade/plugin-upgrade-backend',
    'migrations',
  );
}

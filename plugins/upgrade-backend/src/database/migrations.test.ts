import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationsDirectory } from './UpgradeDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

async function tablesOf(knex: Knex): Promise<string[]> {
  const rows = String(knex.client.config.client).includes('sqlite')
    ? await knex('sqlite_master').where({ type: 'table' }).select('name')
    : await knex('pg_tables')
        .where({ schemaname: 'public' })
        .select({ name: 'tablename' });
  return rows
    .map(({ name }) => name)
    .filter(name => !/^(knex_|sqlite_)/.test(name))
    .sort();
}

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  it('go up, down to nothing, and up again', async () => {
    const knex = await databases.init(id);
    const directory = migrationsDirectory();
    await knex.migrate.latest({ directory });
    const tables = await tablesOf(knex);
    expect(tables).toEqual([
      'api_server_locks',
      'application_thresholds',
      'plans',
      'upgrade_events',
      'upgrade_outbox',
      'upgrade_plans',
      'upgrade_snapshots',
      'upgrade_steps',
      'upgrades',
    ]);
    await knex.migrate.rollback({ directory }, true);
    expect(await tablesOf(knex)).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await tablesOf(knex)).toEqual(tables);
  });
});

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

  it('make upgrades available that began before API servers were locked, also those that wait', async () => {
    const knex = await databases.init(id);
    const directory = migrationsDirectory();
    await knex.migrate.up({ directory, name: '20261120000000_init.js' });
    const row = {
      platform: 'sample',
      plan_id: 'p',
      plan_hash: 'h',
      requested_by: 'user:default/ada',
      state: '{}',
      seq: 1,
      engine_version: 1,
      requested_at: 1,
      updated_at: 2,
    };
    await knex('upgrades').insert([
      {
        ...row,
        id: 'paused',
        cluster_ref: 'a',
        active_cluster_ref: 'a',
        status: 'paused',
      },
      { ...row, id: 'finished', cluster_ref: 'b', status: 'finished' },
    ]);
    await knex.migrate.latest({ directory });
    const rows = await knex('upgrades').select('id', 'available_at');
    expect(
      rows.map(({ id: upgrade, available_at: at }) => [
        upgrade,
        at === null ? null : Number(at),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['paused', 2],
        ['finished', null],
      ]),
    );
  });

  it('keep what people said of thresholds, and that a wait was suspended, under the words of today', async () => {
    const knex = await databases.init(id);
    const directory = migrationsDirectory();
    for (const name of [
      '20261120000000_init.js',
      '20261121000000_api_server_locks.js',
      '20261121100000_lock_active_upgrades.js',
    ]) {
      await knex.migrate.up({ directory, name });
    }
    await knex('upgrades').insert({
      id: 'u',
      cluster_ref: 'a',
      platform: 'sample',
      status: 'running',
      plan_id: 'p',
      plan_hash: 'h',
      requested_by: 'user:default/ada',
      state: JSON.stringify({ disregarded: { shop: { reason: 'known' } } }),
      seq: 2,
      engine_version: 1,
      requested_at: 1,
      updated_at: 2,
    });
    const event = { upgrade_id: 'u', at_ms: 1, actor: 'user:default/ada' };
    await knex('upgrade_events').insert([
      { ...event, seq: 1, type: 'disregarded', data: '{"reason":"known"}' },
      {
        ...event,
        seq: 2,
        type: 'step-waiting',
        data: JSON.stringify({ wait: { isHeld: true } }),
      },
    ]);
    await knex.migrate.latest({ directory });
    const { state } = await knex('upgrades').first('state');
    expect(JSON.parse(state)).toEqual({
      silenced: { shop: { reason: 'known' } },
    });
    expect(
      await knex('upgrade_events').orderBy('seq').select('type', 'data'),
    ).toEqual([
      { type: 'silenced', data: '{"reason":"known"}' },
      { type: 'step-waiting', data: '{"wait":{"isSuspended":true}}' },
    ]);
  });
});

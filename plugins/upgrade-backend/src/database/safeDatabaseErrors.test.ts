import { inspect } from 'node:util';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Sealer } from './sealing/Sealer';
import { openUpgradeDatabase } from './UpgradeDatabase';

jest.setTimeout(60_000);

const SECRET = `postgres://app:hunt"er'2@db`;

const SEALER = Sealer.create({ secrets: ['tests'] });

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('errors of %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer: SEALER,
    });
  });

  async function errorOf(work: Promise<unknown>): Promise<Error> {
    return work.then(
      () => {
        throw new Error('the database took it');
      },
      error => error,
    );
  }

  /** All that a log could print of an error. */
  function printed(error: Error): string {
    return [
      error.message,
      error.stack,
      JSON.stringify(error, Object.getOwnPropertyNames(error)),
      inspect(error, { depth: 5, showHidden: true }),
    ].join('\n');
  }

  const threshold = { entity_ref: 'component:default/shop', updated_by: 'me' };

  it('name statement and reason of a failing insert, without its values', async () => {
    const error = await errorOf(
      knex('application_thresholds').insert({
        ...threshold,
        threshold: SECRET,
        updated_at: null as never,
      }),
    );
    expect(error.message).toMatch(/^The database refused `insert into/);
    expect(error.message).toMatch(/not.null/i);
    expect(error.message).toMatch(/updated_at/);
    expect(printed(error)).not.toMatch(/hunt/);
  });

  it('hold no values in a transaction with a batch either', async () => {
    const rows = [1, 2].map(() => ({
      ...threshold,
      threshold: SECRET,
      updated_at: 1,
    }));
    const error = await errorOf(
      knex.transaction(trx =>
        trx.batchInsert('application_thresholds', rows, 50),
      ),
    );
    expect(error.message).toMatch(/unique/i);
    expect(printed(error)).not.toMatch(/hunt|component:default/);
  });

  it('hold no value that the database quotes', async () => {
    const error = await errorOf(
      knex('application_thresholds')
        .whereRaw('cast(? as bigint) = no_such_column', [SECRET])
        .select(),
    );
    expect(error.message).toMatch(/no_such_column/);
    expect(printed(error)).not.toMatch(/hunt/);
    if (id.startsWith('POSTGRES')) {
      const cast = await errorOf(
        knex.raw('select cast(cast(? as text) as bigint)', [SECRET]),
      );
      expect(cast.message).toMatch(/invalid input syntax.*22P02/);
      expect(printed(cast)).not.toMatch(/hunt/);
    }
  });

  it('keep the code by which a program tells them apart', async () => {
    const row = { ...threshold, threshold: '{}', updated_at: 1 };
    await knex('application_thresholds').insert(row);
    const error = await errorOf(knex('application_thresholds').insert(row));
    expect((error as { code?: string }).code).toMatch(
      /^(23505|SQLITE_CONSTRAINT_PRIMARYKEY)$/,
    );
  });
});

import { KILLS, surviveKills, WHOLE_LIMIT_MS } from './surviveKills';

const connectionString =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

if (!connectionString) {
  process.stderr.write(
    'Crash recovery on PostgreSQL is not tested: no server (BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING).\n',
  );
}

(connectionString ? describe : describe.skip)(
  'with the backend on PostgreSQL',
  () => {
    it(
      `ends the same after ${KILLS} kills at random moments, with no effect repeated`,
      async () => {
        expect(await surviveKills(connectionString)).toBeGreaterThanOrEqual(
          KILLS,
        );
      },
      WHOLE_LIMIT_MS,
    );
  },
);

import { PostgresServer } from '../host/PostgresServer';
import { surviveFaults, WHOLE_LIMIT_MS } from './surviveFaults';

/** Moments of each kind. */
const MOMENTS = 20;

// `./dev test` says in the variable whether there is PostgreSQL; what it started others use too.
const isThere =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING &&
  PostgresServer.isInstalled();

if (!isThere) {
  process.stderr.write(
    'Two backends on PostgreSQL are not tested: there is no server to start.\n',
  );
}

(isThere ? describe : describe.skip)('two backends on one PostgreSQL', () => {
  it(
    `end the same after ${MOMENTS} kills, freezes, cut connections and restarts of the database each, at random moments, with no effect repeated and the same log at both`,
    async () => {
      const postgres = await PostgresServer.start();
      try {
        const faults = {
          kill: MOMENTS,
          freeze: MOMENTS,
          cut: MOMENTS,
          restart: MOMENTS,
        };
        const befallen = await surviveFaults({
          postgres,
          backends: 2,
          leaseMs: 1_500,
          faults,
          inOneUpgrade: 10,
          longestPauseMs: 1_000,
        });
        expect(befallen).toEqual(faults);
      } finally {
        await postgres.stop();
      }
    },
    WHOLE_LIMIT_MS,
  );
});

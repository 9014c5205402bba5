import { describeCrashRecovery } from './describeCrashRecovery';

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
    describeCrashRecovery(connectionString);
  },
);

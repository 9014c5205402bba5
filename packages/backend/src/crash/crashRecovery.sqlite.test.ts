import { describeCrashRecovery } from './describeCrashRecovery';

describe('with the backend on SQLite', () => {
  describeCrashRecovery();
});

import { surviveFaults, WHOLE_LIMIT_MS } from './surviveFaults';

/** Moments at which the backend is killed. */
const KILLS = 50;

describe('with the backend on SQLite', () => {
  it(
    `ends the same after ${KILLS} kills at random moments, with no effect repeated`,
    async () => {
      const befallen = await surviveFaults({
        backends: 1,
        leaseMs: 3_000,
        faults: { kill: KILLS },
        inOneUpgrade: 10,
        longestPauseMs: 2_500,
      });
      expect(befallen.kill).toBe(KILLS);
    },
    WHOLE_LIMIT_MS,
  );
});

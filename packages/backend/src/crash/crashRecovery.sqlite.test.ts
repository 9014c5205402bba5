import { KILLS, surviveKills, WHOLE_LIMIT_MS } from './surviveKills';

describe('with the backend on SQLite', () => {
  it(
    `ends the same after ${KILLS} kills at random moments, with no effect repeated`,
    async () => {
      expect(await surviveKills()).toBeGreaterThanOrEqual(KILLS);
    },
    WHOLE_LIMIT_MS,
  );
});

import { runSeed } from './swarm';

jest.setTimeout(300_000);

/** Seeds of one test run; `./dev simulate` runs as many as wanted. */
const SEEDS = 16;

describe('an upgrade with everything that can go wrong', () => {
  it.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'keeps every rule and ends, with seed %i',
    async seed => {
      const { violations, outcome } = await runSeed(seed);
      expect(violations).toEqual([]);
      expect(outcome).toBeDefined();
    },
  );

  it('is the same each time for the same seed', async () => {
    expect(await runSeed(5)).toEqual(await runSeed(5));
  });
});

import { simulate } from './simulate';
import { openOmniCloudScenario } from './omnicloudScenario';
import { runSeed } from './swarm';

jest.setTimeout(300_000);

/** Seeds of one test run; `simulate` runs as many as wanted. */
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

  it.each([8, 9])(
    'keeps every rule on a whole OmniCloud cluster, with seed %i',
    async seed => {
      const { violations } = await runSeed(seed, openOmniCloudScenario);
      expect(violations).toEqual([]);
    },
  );

  it('is the same each time for the same seed', async () => {
    expect(await runSeed(5)).toEqual(await runSeed(5));
  });

  it('is told on the command line, with how to see it again', async () => {
    const lines: string[] = [];
    expect(await simulate(['--seeds', '1..2'], line => lines.push(line))).toBe(
      0,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^2 seeds: .*; 0 broke a rule$/),
    ]);
    await expect(simulate(['--seeds', 'many'], () => {})).rejects.toThrow(
      /'many' names no seeds/,
    );
  });
});

import { simulate } from './simulate';
import { withoutFence, withoutLaneLimit } from './mutations';
import { openOmniCloudScenario } from './omnicloudScenario';
import { Mutation, runSeed } from './swarm';

jest.setTimeout(300_000);

/** Seeds of one test run; `simulate` runs as many as wanted. */
const SEEDS = 16;

/** Seeds within which a mistake must be noticed. */
const MAX_SEEDS_TO_NOTICE = 40;

/** What the first seed to notice a mistake says about it. */
async function firstViolations(mutation: () => Mutation): Promise<string[]> {
  for (let seed = 1; seed <= MAX_SEEDS_TO_NOTICE; seed += 1) {
    const { violations } = await runSeed(seed, mutation());
    if (violations.length > 0) {
      return violations;
    }
  }
  return [];
}

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
      const { violations } = await runSeed(seed, {}, openOmniCloudScenario);
      expect(violations).toEqual([]);
    },
  );

  it('is the same each time for the same seed', async () => {
    expect(await runSeed(5)).toEqual(await runSeed(5));
  });

  it('is found out when workers may write without their lease', async () => {
    expect(await firstViolations(withoutFence)).toContainEqual(
      expect.stringMatching(/^a worker of epoch \d+ wrote .* after epoch/),
    );
  });

  it('is found out when lanes are not limited', async () => {
    expect(await firstViolations(withoutLaneLimit)).toContainEqual(
      expect.stringMatching(/^no more lanes are under way than allowed/),
    );
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

import { runSeed } from '@cluster-upgrade/simulation';
import { platforms } from './platforms';
import { simulate } from './simulate';

jest.setTimeout(300_000);

describe('an upgrade with everything that can go wrong', () => {
  it.each([8, 9])(
    'keeps every rule on a whole OmniCloud cluster, with seed %i',
    async seed => {
      const { violations } = await runSeed(
        seed,
        platforms.omnicloud.scenario(),
      );
      expect(violations).toEqual([]);
    },
  );

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

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { COVERED_GUARDS } from './coveredGuards';
import { MUTANTS } from './mutants';
import { runMutant } from './runMutant';
import { simulateMutants } from './simulateMutants';

jest.setTimeout(300_000);

const ROOT = resolve(__dirname, '../../../../..');

/** Guards whose absence one known seed notices; `./dev simulate --mutants` takes out all of them. */
const NOTICED_BY_SEED: Array<readonly [name: string, seed: number]> = [
  ['claim-lease', 1],
  ['intent', 1],
  ['order', 1],
  ['rollback-order', 1],
];

const mutantOf = (name: string) => MUTANTS.find(one => one.name === name)!;

describe('the guards of the engine', () => {
  it.each(
    [...MUTANTS, ...COVERED_GUARDS].map(
      mutant => [mutant.name, mutant] as const,
    ),
  )('%s is where the list says, once', (_, { file, search, replacement }) => {
    const source = readFileSync(resolve(ROOT, file), 'utf8');
    expect(source.split(search).length - 1).toBe(1);
    expect(replacement).not.toBe(search);
  });

  it('have names of their own', () => {
    const names = [...MUTANTS, ...COVERED_GUARDS].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(COVERED_GUARDS.map(({ name, test }) => [name, test] as const))(
    'have a test where the simulation does not miss them: %s',
    (_, { file, title }) => {
      const source = readFileSync(resolve(ROOT, file), 'utf8');
      expect(source.split(title).length - 1).toBe(1);
    },
  );

  it.each(NOTICED_BY_SEED)(
    'are noticed by the simulation when taken out: %s with seed %i',
    async (name, seed) => {
      const result = await runMutant(mutantOf(name), [seed]);
      expect(result).toMatchObject({ kind: 'noticed', seed });
    },
  );

  it('are never taken for noticed where the code has changed under the list', async () => {
    const mutant = { ...mutantOf('order'), search: 'no such text' };
    expect(await runMutant(mutant, [1])).toMatchObject({
      kind: 'unusable',
      reason: expect.stringMatching(/0 times, not once: no such text/),
    });
  });

  it('have to be named as in the list', async () => {
    await expect(simulateMutants(['no-such'], () => {})).rejects.toThrow(
      /No mutant is named 'no-such'; there are commit-fence/,
    );
  });
});

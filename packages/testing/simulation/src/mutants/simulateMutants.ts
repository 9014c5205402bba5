import { Mutant } from './Mutant';
import { MUTANTS } from './mutants';
import { runSeed } from '../swarm';
import { MutantResult, runMutant } from './runMutant';

/** Seeds within which a guard that is missing must be noticed. */
export const MAX_SEEDS = 300;

/**
 * Takes out one guard after the other, and says which seed noticed it by which rule.
 *
 * @param only - names of mutants; all unless told
 * @param seeds - how many to try for each
 * @returns 1 when one was not noticed, or could not be taken out
 */
export async function simulateMutants(
  only: readonly string[],
  print: (line: string) => void,
  seeds = MAX_SEEDS,
): Promise<number> {
  const unnoticed: string[] = [];
  const mutants = chosen(only);
  for (const mutant of mutants) {
    const result = await confirmed(await runMutant(mutant, upTo(seeds)));
    print(`${mutant.name}: ${textOf(result)}`);
    print(`  ${mutant.guard}; without it ${mutant.why}`);
    if (result.kind !== 'noticed') {
      unnoticed.push(mutant.name);
    }
  }
  print(
    `${mutants.length} guards taken out: ${mutants.length - unnoticed.length} noticed within ${seeds} seeds, ${unnoticed.length} not`,
  );
  unnoticed.forEach(name => print(`Not noticed: ${name}`));
  return unnoticed.length > 0 ? 1 : 0;
}

/** A rule that is broken with the guard in place says nothing about the guard. */
async function confirmed(result: MutantResult): Promise<MutantResult> {
  if (result.kind !== 'noticed') {
    return result;
  }
  const [violation] = (await runSeed(result.seed)).violations;
  return violation === undefined
    ? result
    : {
        kind: 'unusable',
        reason: `seed ${result.seed} breaks a rule with the guard in place: ${violation}`,
      };
}

function upTo(seeds: number): number[] {
  return Array.from({ length: seeds }, (_, index) => index + 1);
}

function chosen(only: readonly string[]): readonly Mutant[] {
  const unknown = only.find(name => !MUTANTS.some(one => one.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `No mutant is named '${unknown}'; there are ${MUTANTS.map(({ name }) => name).join(', ')}`,
    );
  }
  return only.length === 0
    ? MUTANTS
    : MUTANTS.filter(({ name }) => only.includes(name));
}

function textOf(result: MutantResult): string {
  switch (result.kind) {
    case 'noticed':
      return `noticed with seed ${result.seed}: ${result.violation}`;
    case 'survived':
      return `NOT NOTICED in ${result.seeds} seeds`;
    default:
      return `could not be taken out: ${result.reason}`;
  }
}

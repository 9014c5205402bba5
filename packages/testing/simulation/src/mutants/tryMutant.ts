/** Run by `runMutant` in a process of its own: prints what became of the seeds. */
import { runSeed } from '../swarm';
import { Answer } from './runMutant';

async function tryMutant(seeds: number[]): Promise<Answer> {
  for (const seed of seeds) {
    const [violation] = (await runSeed(seed)).violations;
    if (violation !== undefined) {
      return { kind: 'noticed', seed, violation };
    }
  }
  return { kind: 'survived', seeds: seeds.length };
}

tryMutant(process.argv.slice(2).map(Number)).then(answer => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});

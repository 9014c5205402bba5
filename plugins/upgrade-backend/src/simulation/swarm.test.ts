import { runSeed } from './swarm';

jest.setTimeout(300_000);

const N = Number(process.env.SWARM_SEEDS ?? 20);
const FIRST = Number(process.env.SWARM_FIRST ?? 1);

it('swarm', async () => {
  const lines = [];
  for (let seed = FIRST; seed < FIRST + N; seed += 1) {
    const t = Date.now();
    const r = await runSeed(seed);
    lines.push(`${Date.now() - t} ms ${JSON.stringify(r)}`);
  }
  console.log(lines.join('\n'));
});

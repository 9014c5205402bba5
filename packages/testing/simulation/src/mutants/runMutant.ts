import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Mutant } from './Mutant';

const HERE = __dirname;

const ROOT = resolve(HERE, '../../../../..');

/** A run that takes longer hangs: a seed costs half a second of a processor, which others may want too. */
const MAX_START_MS = 120_000;
const MAX_SEED_MS = 20_000;

/** What became of one guard taken out. */
export type MutantResult =
  | { kind: 'noticed'; seed: number; violation: string }
  | { kind: 'survived'; seeds: number }
  /** The text to replace is not there, or the changed code does not run. */
  | { kind: 'unusable'; reason: string };

/** What `tryMutant` prints as its last line. */
export type Answer = Exclude<MutantResult, { kind: 'unusable' }>;

/**
 * Runs seeds in a process of its own, which loads the source without the guard, until a rule is broken.
 */
export async function runMutant(
  { file, search, replacement }: Mutant,
  seeds: readonly number[],
): Promise<MutantResult> {
  const source = { file: resolve(ROOT, file), search, replacement };
  const child = spawn(
    process.execPath,
    [
      ...['--require', resolve(HERE, 'sourceReplacement.cjs')],
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      resolve(HERE, 'tryMutant.ts'),
      ...seeds.map(String),
    ],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        UPGRADE_SOURCE_REPLACEMENT: JSON.stringify(source),
      },
      timeout: MAX_START_MS + seeds.length * MAX_SEED_MS,
    },
  );
  const [out, err] = [collected(child.stdout), collected(child.stderr)];
  const [code, signal] = await new Promise<[number | null, string | null]>(
    (done, fail) => {
      child.on('error', fail);
      child.on('close', (...how) => done(how));
    },
  );
  return code === 0
    ? (JSON.parse(out().trim().split('\n').at(-1)!) as Answer)
    : {
        kind: 'unusable',
        reason: `ended with ${code ?? signal}: ${err().trim()}`,
      };
}

function collected(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', chunk => (text += chunk));
  return () => text;
}

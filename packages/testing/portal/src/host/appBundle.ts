import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './runProcess';

/** What the screens are built from. */
const SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'packages/app/package.json',
  'plugins/upgrade/src',
  'plugins/upgrade-common/src',
  'yarn.lock',
];

const FOLDER = 'packages/app';
const STAMP = join(FOLDER, 'dist', '.built-from');

/**
 * Builds the screens when their sources changed since the last time.
 *
 * @throws Error with the end of the build's output
 */
export async function buildAppBundle(
  onProgress: (text: string) => void,
): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  onProgress('Building the screens (once, about a minute) ...');
  const startedAtMs = Date.now();
  const built = await runProcess(
    'yarn',
    ['backstage-cli', 'package', 'build'],
    {
      cwd: FOLDER,
      env: { NODE_ENV: 'production' },
    },
  );
  if (built.code !== 0) {
    throw new Error(
      `The screens could not be built:\n${built.output.slice(-2000)}`,
    );
  }
  writeFileSync(STAMP, wanted);
  onProgress(
    `Built the screens in ${Math.round((Date.now() - startedAtMs) / 1000)} s.`,
  );
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesBelow)) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) {
    return [];
  }
  if (statSync(path).isFile()) {
    return [path];
  }
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(__dirname, '../../../../..');
const LOCK = join(REPOSITORY, '.dev/screens-build.lock');
const POLL_MS = 200;

/** The build looks for its sources below the folder that it is called in. */
const BUILD = `require('./packages/testing/portal/src/host/appBundle')
  .buildAppBundle(text => process.stderr.write(text + '\\n'))
  .catch(error => { process.stderr.write(error.message + '\\n'); process.exitCode = 1; });`;

/**
 * Builds the screens unless they are as their sources are. Test files that run at the same time wait
 * for one build instead of writing over each other's.
 *
 * @throws Error when the build fails; its output was printed
 */
export async function buildScreens(): Promise<void> {
  while (!takeLock()) {
    await new Promise(next => setTimeout(next, POLL_MS));
  }
  try {
    await runBuild();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock(): boolean {
  mkdirSync(join(REPOSITORY, '.dev'), { recursive: true });
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
  if (!isHolderAlive()) {
    rmSync(LOCK, { force: true });
  }
  return false;
}

/** A test that was ended in the middle of a build leaves its lock behind. */
function isHolderAlive(): boolean {
  try {
    const holder = Number(readFileSync(LOCK, 'utf8'));
    // Just created and not written yet.
    return holder === 0 || process.kill(holder, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function runBuild(): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--require', '@backstage/cli/config/nodeTransform.cjs', '-e', BUILD],
    { cwd: REPOSITORY, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      code === 0
        ? done()
        : reject(new Error('The screens could not be built, see above.')),
    );
  });
}

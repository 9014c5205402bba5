import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollIntervalMs = 500;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeIfOwnerDied(file: string): Promise<void> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  // An empty file: its owner is between creating and writing it.
  if (owner && !isAlive(owner)) await rm(file, { force: true });
}

/**
 * Runs `work` while no other process runs work under the same lock file: two builds at once would
 * take twice the time and memory for the same binary.
 *
 * @internal
 */
export async function withBuildLock<T>(
  file: string,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  let hasWaited = false;
  while (!(await tryLock(file))) {
    if (!hasWaited) onWait();
    hasWaited = true;
    await removeIfOwnerDied(file);
    await sleep(pollIntervalMs);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

import { ChildProcess } from 'node:child_process';

/** Resolves when the process has ended, with words that say how. */
export async function howItEnds(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise(ended => child.once('exit', ended));
  }
  return child.signalCode === null
    ? `ended with exit code ${child.exitCode}`
    : `was ended by ${child.signalCode}`;
}

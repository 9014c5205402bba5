import { spawn } from 'node:child_process';
import { howItEnds } from './howItEnds';

const node = (code: string) => spawn(process.execPath, ['-e', code]);

describe('howItEnds', () => {
  it('names the exit code', async () => {
    await expect(howItEnds(node('process.exit(3)'))).resolves.toBe(
      'ended with exit code 3',
    );
  });

  it('names the signal, also of a process that ended before', async () => {
    const child = node('setInterval(() => {}, 1000)');
    const first = howItEnds(child);
    child.kill('SIGKILL');
    await expect(first).resolves.toBe('was ended by SIGKILL');
    await expect(howItEnds(child)).resolves.toBe('was ended by SIGKILL');
  });
});

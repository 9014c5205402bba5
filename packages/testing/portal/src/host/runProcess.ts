import { spawn } from 'node:child_process';

export interface ProcessResult {
  code: number;
  /** Standard output and standard error as they came. */
  output: string;
}

/**
 * Runs a program to its end. With `isShown` its output goes to the terminal as it comes.
 */
export function runProcess(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; isShown?: boolean } = {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    const onChunk = (chunk: Buffer) => {
      chunks.push(chunk);
      if (options.isShown) {
        process.stderr.write(chunk);
      }
    };
    child.stdout.on('data', onChunk);
    child.stderr.on('data', onChunk);
    child.on('error', reject);
    child.on('close', code =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }),
    );
  });
}

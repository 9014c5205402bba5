import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { ControlPlaneFailed } from './ControlPlaneError';

const tailLength = 2_000;

// The shell becomes the program; a watcher stays behind and reads from a socket whose other end is
// ours. However this process dies, that end closes, and the watcher kills the program and removes
// the folder it was told to. $0 is that folder or empty.
const guardScript = `
( cat <&3 >/dev/null 2>&1
  kill -KILL $$ 2>/dev/null
  [ -z "$0" ] || rm -rf -- "$0"
) &
exec "$@" 3<&-
`;

/** @internal */
export interface GuardedProcessOptions {
  name: string;
  file: string;
  arguments: string[];
  /** Receives both output streams. */
  logFile: string;
  /** Removed when this process dies without stopping the program. */
  orphanedFolder?: string;
}

/**
 * A program that never outlives this process, not even when this process is killed with SIGKILL.
 *
 * @internal
 */
export class GuardedProcess {
  readonly #child: ChildProcess;
  readonly #options: GuardedProcessOptions;
  readonly #gone: Promise<void>;
  #isStopping = false;

  /** Resolves with the failure when the program ends without having been stopped. */
  readonly failed: Promise<ControlPlaneFailed>;

  constructor(options: GuardedProcessOptions) {
    this.#options = options;
    const log = openSync(options.logFile, 'a');
    // Its own process group: Ctrl-C reaches this process alone, which then stops the programs in
    // order; and the watcher survives a kill of this process's group.
    this.#child = spawn(
      '/bin/sh',
      [
        '-c',
        guardScript,
        options.orphanedFolder ?? '',
        options.file,
        ...options.arguments,
      ],
      { stdio: ['ignore', log, log, 'pipe'], detached: true },
    );
    closeSync(log);
    const end = new Promise<string>(resolve => {
      this.#child.once('error', error => resolve(`did not start: ${error}.`));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ? `ended by ${signal}.` : `ended with code ${code}.`),
      );
    });
    end.then(() => this.#killGroup());
    // 'close' waits for the socket too, so for the watcher.
    this.#gone = new Promise(resolve => {
      this.#child.once('close', () => resolve());
    });
    this.failed = new Promise(resolve => {
      end.then(how => {
        if (!this.#isStopping) resolve(this.failure(how));
      });
    });
  }

  /** An error about this program with the end of its log. */
  failure(what: string): ControlPlaneFailed {
    return new ControlPlaneFailed(
      `${this.#options.name} ${what}`,
      this.#logTail(),
    );
  }

  /**
   * Kills the program; resolves when nothing of it is left. Not asked to end first, because the API
   * server takes seconds over that, and etcd's data stands a killed process at any moment.
   */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#killGroup();
    await this.#gone;
  }

  #killGroup(): void {
    if (!this.#child.pid) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch (error) {
      // ESRCH: nobody is left, which is what was wanted.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  #logTail(): string {
    const log = readFileSync(this.#options.logFile, 'utf8').trim();
    const tail = log.slice(-tailLength);
    return tail.length < log.length ? tail.slice(tail.indexOf('\n') + 1) : tail;
  }
}

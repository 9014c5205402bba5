import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { writeSeed } from './writeSeed';

const REPOSITORY = resolve(__dirname, '../../../..');
const READY = /^The cluster is ready at (\S+)$/m;

/** What `./dev cluster` is started with. */
export interface ClusterSettings {
  nodes: number;
  /** How many times faster than life pods start and stop. */
  speed: number;
  /** Holds its kubeconfig and its seed. */
  folder: string;
  onProgress(text: string): void;
}

/**
 * `./dev cluster` in a process of its own: thousands of nodes keep one busy, and whoever measures must
 * not be the one that is busy. It ends with the process that started it.
 */
export class ClusterProcess {
  readonly url: string;
  readonly token: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string, token: string) {
    this.#child = child;
    this.url = url;
    this.token = token;
  }

  /**
   * Resolves when every workload of the cluster is ready.
   *
   * @throws Error with its output when it ended before
   */
  static async start(settings: ClusterSettings): Promise<ClusterProcess> {
    const kubeconfigFile = join(settings.folder, 'cluster.kubeconfig');
    const child = spawn(
      process.execPath,
      [
        ...['--require', require.resolve(EXIT_WITH_PARENT)],
        ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
        ...[join(REPOSITORY, 'tools/dev.ts'), 'cluster'],
        ...['--nodes', String(settings.nodes)],
        ...['--speed', String(settings.speed)],
        ...['--seed', writeSeed(settings.folder)],
        ...['--kubeconfig', kubeconfigFile],
      ],
      { cwd: REPOSITORY, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    );
    const url = await untilReady(child, settings.onProgress);
    return new ClusterProcess(child, url, tokenOf(kubeconfigFile));
  }

  stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return Promise.resolve();
    }
    return new Promise(done => {
      this.#child.once('exit', () => done());
      this.#child.kill('SIGTERM');
    });
  }
}

const EXIT_WITH_PARENT = '@cluster-upgrade/portal/exitWithParent';

function untilReady(
  child: ChildProcess,
  onProgress: (text: string) => void,
): Promise<string> {
  let output = '';
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      reject(new Error(`The cluster ended with ${code}:\n${output}`)),
    );
    child.stderr!.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      output = (output + text).slice(-5000);
      const ready = READY.exec(output);
      if (ready) {
        done(ready[1]);
      } else {
        onProgress(text.trimEnd());
      }
    });
  });
}

function tokenOf(kubeconfigFile: string): string {
  const { users } = parse(readFileSync(kubeconfigFile, 'utf8'));
  return users[0].user.token;
}

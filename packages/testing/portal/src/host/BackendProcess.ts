import { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { howItEnds } from './howItEnds';

const REPOSITORY = resolve(__dirname, '../../../../..');
const READY_LIMIT_MS = 120_000;
const POLL_MS = 100;

/** How a backend reaches one cluster; becomes an entry of `kubernetes.clusterLocatorMethods`. */
export interface NamedCluster {
  name: string;
  url: string;
  token: string;
  caPem?: string;
}

/** What a backend of its own is started with. */
export interface BackendSettings {
  /** The portal, a folder with `packages/backend`. Absent: the one of this repository. */
  root?: string;
  port: number;
  /** Holds its configuration, its log and, with SQLite, its database. */
  folder: string;
  /** Empty: those of the portal's own configuration. */
  clusters: NamedCluster[];
  /** Absent: SQLite files in `folder`, which survive a restart. */
  postgres?: {
    connectionString: string;
    /** Of its databases' names. */ prefix: string;
  };
  /**
   * `portal`: everything. `headless`: without screens, only what an upgrade through the API needs.
   * `engine`: the upgrade plugin alone (crash/crashBackend.ts).
   */
  extent: 'portal' | 'headless' | 'engine';
  /** Merged over everything else, for example shorter durations. */
  config?: Record<string, unknown>;
  env?: NodeJS.ProcessEnv;
}

/**
 * A backend in a process of its own, which can be stopped, killed and started again on the same
 * database. It ends with the process that started it.
 */
export class BackendProcess {
  readonly url: string;
  readonly #settings: BackendSettings;
  #child: ChildProcess | undefined;
  #log: LogTail | undefined;

  constructor(settings: BackendSettings) {
    this.#settings = settings;
    this.url = `http://127.0.0.1:${settings.port}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get logFile(): string {
    return join(resolve(this.#settings.folder), 'backend.log');
  }

  /**
   * Resolves once the backend answers that it is ready.
   *
   * @throws Error with the end of its log when it ended or did not become ready
   */
  async start(): Promise<void> {
    const { extent, env, root = REPOSITORY } = this.#settings;
    // The backend runs in a folder of its own.
    const folder = resolve(this.#settings.folder);
    mkdirSync(folder, { recursive: true });
    const configFile = join(folder, 'app-config.runtime.yaml');
    writeFileSync(configFile, stringify(runtimeConfig(this.#settings)), {
      mode: 0o600,
    });
    const child = spawn(
      process.execPath,
      [
        ...['--require', require.resolve('./exitWithParent.cjs')],
        ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
        ...(root === REPOSITORY
          ? ['--require', require.resolve('./cachedConfigSchema.cjs')]
          : []),
        ...entryOf(root, extent, configFile),
      ],
      {
        cwd: join(root, 'packages/backend'),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: {
          ...process.env,
          NODE_ENV: 'development',
          NODE_OPTIONS: '',
          // Compiled code of whoever ended in order before: the next one starts sooner.
          NODE_COMPILE_CACHE: join(REPOSITORY, '.dev/compile-cache'),
          CONFIG_SCHEMA_CACHE: join(REPOSITORY, '.dev/config-schema'),
          PORTAL_HEADLESS: String(extent !== 'portal'),
          ...env,
        },
      },
    );
    this.#child = child;
    const log = new LogTail(this.logFile);
    this.#log = log;
    child.stdout!.on('data', chunk => log.write(chunk));
    child.stderr!.on('data', chunk => log.write(chunk));
    await this.#untilReady(child, log);
  }

  /**
   * Resolves when it ends without having been asked to, with how and with the end of its log.
   *
   * @throws Error when it was never started
   */
  async ended(): Promise<string> {
    const child = this.#child;
    if (!child) {
      throw new Error('The backend was not started');
    }
    const how = await howItEnds(child);
    return `The backend ${how}. Its log is ${this.logFile} and ends with:\n${
      this.#log?.tail() ?? ''
    }`;
  }

  /** Lets it finish what it does and release its leases. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Stops its time: it does nothing, and loses nothing, until it is thawed. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve();
    }
    return new Promise(done => {
      child.once('exit', () => done());
      child.kill(signal);
      // Who is frozen heeds no other signal but SIGKILL.
      child.kill('SIGCONT');
    });
  }

  async #untilReady(child: ChildProcess, log: LogTail): Promise<void> {
    const untilMs = Date.now() + READY_LIMIT_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(
          `The backend ended with ${
            child.exitCode ?? child.signalCode
          } before it was ready:\n${log.tail()}`,
        );
      }
      if (Date.now() > untilMs) {
        await this.kill();
        throw new Error(
          `The backend was not ready after ${
            READY_LIMIT_MS / 1000
          } s:\n${log.tail()}`,
        );
      }
      await new Promise(next => setTimeout(next, POLL_MS));
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/.backstage/health/v1/readiness`);
      return answer.ok;
    } catch {
      // Nothing listens there yet.
      return false;
    }
  }
}

function entryOf(
  root: string,
  extent: BackendSettings['extent'],
  configFile: string,
): string[] {
  return extent === 'engine'
    ? [resolve(__dirname, '../crash/crashBackend.ts'), configFile]
    : [
        join(root, 'packages/backend/src/index.ts'),
        ...['--config', join(root, 'app-config.yaml')],
        ...['--config', configFile],
      ];
}

/** A log file, and its last lines for error messages. */
class LogTail {
  readonly #file;
  #last = '';

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = createWriteStream(path, { flags: 'a' });
  }

  write(chunk: Buffer): void {
    this.#file.write(chunk);
    this.#last = (this.#last + chunk.toString()).slice(-3000);
  }

  tail(): string {
    return this.#last;
  }
}

function runtimeConfig(settings: BackendSettings): Record<string, unknown> {
  const url = `http://127.0.0.1:${settings.port}`;
  return {
    app: { baseUrl: url },
    ...settings.config,
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port: settings.port },
      database: settings.postgres
        ? {
            client: 'pg',
            connection: settings.postgres.connectionString,
            prefix: settings.postgres.prefix,
          }
        : {
            client: 'better-sqlite3',
            connection: {
              directory: join(resolve(settings.folder), 'database'),
            },
          },
    },
    techdocs: {
      publisher: {
        local: { publishDirectory: join(resolve(settings.folder), 'techdocs') },
      },
    },
    ...(settings.clusters.length > 0 && {
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: settings.clusters.map(cluster => ({
              name: cluster.name,
              url: cluster.url,
              authProvider: 'serviceAccount',
              serviceAccountToken: cluster.token,
              ...(cluster.caPem
                ? { caData: Buffer.from(cluster.caPem).toString('base64') }
                : { skipTLSVerify: true }),
            })),
          },
        ],
      },
    }),
  };
}

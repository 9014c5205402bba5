import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { buildControlPlane } from './build/buildControlPlane';
import {
  componentArguments,
  ControlPlaneLayout,
  filesOf,
} from './componentArguments';
import {
  ComponentCommand,
  ComponentName,
  componentNames,
  ControlPlaneBinaries,
} from './components';
import { ControlPlaneFailed } from './ControlPlaneError';
import { prepareDataFolder, randomToken, StaticToken } from './dataFolder';
import { assertPortIsFree, freePorts, loopbackAddress } from './freePorts';
import { GuardedProcess, GuardedProcessOptions } from './GuardedProcess';
import { formatKubeconfig } from './kubeconfig';
import { pollUntilOk, ProbeTarget } from './readiness';

const defaultStartLimitMs = 60_000;
// A free port can be taken by somebody else before the component listens on it.
const portAttempts = 3;

/** @public */
export interface ControlPlaneOptions {
  /** Kept afterwards; absent: a new folder for temporary files, removed on stop. */
  dataDir?: string;
  /** Port of the API server; absent: a free one. */
  port?: number;
  /** Receives what happens, for people. */
  log?: (message: string) => void;
  /** Further users besides the administrator. */
  tokens?: StaticToken[];
  /** The programs; absent: those of `buildControlPlane`. */
  binaries?: ControlPlaneBinaries;
  /** Appended to a component's command line; the last of equal flags counts. */
  extraArguments?: Partial<Record<ComponentName, string[]>>;
  /** How long each component may take until it is ready. */
  startLimitMs?: number;
}

/**
 * A running control plane.
 *
 * @public
 */
export interface ControlPlane {
  /** Of the API server, on loopback. */
  url: string;
  caPem: string;
  /** Of a user in `system:masters`. */
  adminToken: string;
  /** A file with the administrator's kubeconfig; removed with the data folder. */
  kubeconfigPath: string;
  /** A kubeconfig for the administrator, or for the holder of `token`. */
  kubeconfig(token?: string): string;
  components: ComponentName[];
  /** Resolves if a component ever ends without having been stopped. */
  failed: Promise<ControlPlaneFailed>;
  stop(): Promise<void>;
}

/** Started components in order, and the first unasked end among them. */
class ComponentGroup {
  readonly #processes: GuardedProcess[] = [];
  readonly failed: Promise<ControlPlaneFailed>;
  #reportFailure!: (error: ControlPlaneFailed) => void;

  constructor() {
    this.failed = new Promise(resolve => {
      this.#reportFailure = resolve;
    });
  }

  start(options: GuardedProcessOptions): GuardedProcess {
    const started = new GuardedProcess(options);
    this.#processes.push(started);
    started.failed.then(this.#reportFailure);
    return started;
  }

  /** Last started, first stopped: nobody loses the server it talks to. */
  async stop(): Promise<void> {
    for (const started of [...this.#processes].reverse()) await started.stop();
  }
}

interface Launch {
  binaries: ControlPlaneBinaries;
  dataDir: string;
  adminToken: string;
  options: ControlPlaneOptions;
}

async function choosePorts(
  port: number | undefined,
): Promise<ControlPlaneLayout['ports']> {
  if (port !== undefined) await assertPortIsFree(port);
  const [etcd, etcdPeer, apiServer] = await freePorts(3);
  return { etcd, etcdPeer, apiServer: port ?? apiServer };
}

/** Waits for `path` to be answered with 200; any component's end is the error. */
async function awaitOk(
  group: ComponentGroup,
  component: GuardedProcess,
  target: ProbeTarget,
  path: string,
  limitMs: number,
): Promise<void> {
  const givenUp = new AbortController();
  const failure = group.failed.then(error => {
    throw error;
  });
  const limit = AbortSignal.any([AbortSignal.timeout(limitMs), givenUp.signal]);
  try {
    const isOk = await Promise.race([
      failure,
      pollUntilOk(target, path, limit),
    ]);
    if (!isOk) {
      throw component.failure(
        `was given ${limitMs / 1000} s, but ${path} does not answer 200 yet.`,
      );
    }
  } finally {
    givenUp.abort();
  }
}

async function startComponents(
  { binaries, dataDir, adminToken, options }: Launch,
  group: ComponentGroup,
): Promise<string> {
  const { startLimitMs = defaultStartLimitMs } = options;
  const files = filesOf(dataDir);
  const layout = { dataDir, ports: await choosePorts(options.port) };
  const url = `https://${loopbackAddress}:${layout.ports.apiServer}`;
  const target = { url, caFile: files.serverCertificate, token: adminToken };
  const start = (name: ComponentName, command: ComponentCommand) =>
    group.start({
      name,
      file: command.file,
      arguments: [
        ...command.leadingArguments,
        ...componentArguments(name, layout),
        ...(options.extraArguments?.[name] ?? []),
      ],
      logFile: files.logOf(name),
      orphanedFolder: options.dataDir ? undefined : dataDir,
    });

  options.log?.('Starting etcd and kube-apiserver');
  start('etcd', binaries.etcd);
  const apiServer = start('kube-apiserver', binaries['kube-apiserver']);
  await awaitOk(group, apiServer, target, '/readyz', startLimitMs);

  const caPem = readFileSync(files.serverCertificate, 'utf8');
  await writeFile(
    files.kubeconfig,
    formatKubeconfig({ url, caPem, token: adminToken }),
    { mode: 0o600 },
  );
  const scheduler = binaries['kube-scheduler'];
  if (scheduler) {
    options.log?.('Starting kube-scheduler');
    start('kube-scheduler', scheduler);
  }
  const controllerManager = binaries['kube-controller-manager'];
  if (controllerManager) {
    options.log?.('Starting kube-controller-manager');
    await awaitOk(
      group,
      start('kube-controller-manager', controllerManager),
      target,
      // Made by one of its controllers: proof that they run.
      '/api/v1/namespaces/default/serviceaccounts/default',
      startLimitMs,
    );
  }
  return url;
}

function isPortConflict(error: unknown): boolean {
  return (
    error instanceof ControlPlaneFailed &&
    /address already in use/.test(error.logTail)
  );
}

/** Free ports can be lost to somebody else before a component listens: tries again with others. */
async function startOnFreePorts(
  launch: Launch,
): Promise<{ url: string; group: ComponentGroup }> {
  for (let attempt = 1; ; attempt += 1) {
    const group = new ComponentGroup();
    try {
      return { url: await startComponents(launch, group), group };
    } catch (error) {
      await group.stop();
      if (attempt === portAttempts || !isPortConflict(error)) throw error;
      launch.options.log?.('A port was taken meanwhile; trying others');
    }
  }
}

/**
 * Starts upstream's control plane on free loopback ports and resolves when it is ready. It never
 * outlives this process.
 *
 * @throws ControlPlaneUnavailable when there are no programs and nothing to build them with.
 * @throws ControlPlaneFailed when a component ends or is not ready in time.
 * @public
 */
export async function startControlPlane(
  options: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const binaries =
    options.binaries ??
    (await buildControlPlane({
      onProgress: ({ message }) => options.log?.(message),
    }));
  const adminToken = randomToken();
  const dataDir = await prepareDataFolder(options.dataDir, [
    { token: adminToken, user: 'admin', groups: ['system:masters'] },
    ...(options.tokens ?? []),
  ]);
  const removeData = async () => {
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  };
  const { url, group } = await startOnFreePorts({
    binaries,
    dataDir,
    adminToken,
    options,
  }).catch(async error => {
    await removeData();
    throw error;
  });
  const files = filesOf(dataDir);
  const caPem = readFileSync(files.serverCertificate, 'utf8');
  return {
    url,
    caPem,
    adminToken,
    kubeconfigPath: files.kubeconfig,
    kubeconfig: (token = adminToken) => formatKubeconfig({ url, caPem, token }),
    components: componentNames.filter(name => binaries[name]),
    failed: group.failed,
    stop: async () => {
      await group.stop();
      await removeData();
    },
  };
}

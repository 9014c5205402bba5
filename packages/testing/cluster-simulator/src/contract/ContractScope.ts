import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApiTransport,
  ClusterClient,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { RawApi } from './RawApi';
import { WatchStream } from './WatchStream';

const eventuallyLimitMs = 40_000;
const pollIntervalMs = 30;

/**
 * A cluster that the contract can be checked on: without nodes and without kubelets, as a control
 * plane is by itself. The caller may do everything there, and its history of changes does not reach
 * back to version 1.
 *
 * @public
 */
export interface ContractCluster {
  transport: ApiTransport;
  /** For somebody else: the holder of `token`. */
  transportAs(token: string): ApiTransport;
  /** Of the user `guest` in the group `guests`, who was given no rights. */
  guestToken: string;
  /** A file for kubectl. */
  kubeconfigPath: string;
}

/** What kubectl answered. */
export interface KubectlResult {
  code: number;
  stdout: string;
  stderr: string;
}

let scopeCount = 0;

/**
 * One case's view of the cluster: a namespace of its own, and names that nobody else uses.
 *
 * @public
 */
export class ContractScope {
  readonly api: RawApi;
  readonly client: ClusterClient;
  readonly namespace: string;
  readonly #cluster: ContractCluster;
  readonly #cleanups: Array<() => Promise<void> | void> = [];

  private constructor(cluster: ContractCluster, namespace: string) {
    this.#cluster = cluster;
    this.api = new RawApi(cluster.transport);
    this.client = new RestClusterClient(cluster.transport);
    this.namespace = namespace;
  }

  static async open(cluster: ContractCluster): Promise<ContractScope> {
    scopeCount += 1;
    const scope = new ContractScope(cluster, `contract-${scopeCount}`);
    const answer = await scope.api.post('/api/v1/namespaces', {
      metadata: { name: scope.namespace },
    });
    if (answer.status !== 201) {
      throw new Error(
        `No namespace for the case: ${JSON.stringify(answer.body)}`,
      );
    }
    return scope;
  }

  /** The API as the user `guest` sees it. */
  asGuest(): RawApi {
    return this.asHolderOf(this.#cluster.guestToken);
  }

  /** The API as the holder of a token sees it. */
  asHolderOf(token: string): RawApi {
    return new RawApi(this.#cluster.transportAs(token));
  }

  /** Runs the clean-ups, the last registered first. */
  async close(): Promise<void> {
    for (const cleanup of this.#cleanups.reverse()) await cleanup();
  }

  onClose(cleanup: () => Promise<void> | void): void {
    this.#cleanups.push(cleanup);
  }

  /** A name for a cluster-scoped object of this case. */
  clusterName(suffix: string): string {
    return `${this.namespace}-${suffix}`;
  }

  /** Path of a namespaced collection, or of an object of it: `path('apps/v1', 'deployments', 'web')`. */
  path(groupVersion: string, plural: string, ...rest: string[]): string {
    const root = groupVersion.includes('/') ? '/apis' : '/api';
    return [
      root,
      groupVersion,
      'namespaces',
      this.namespace,
      plural,
      ...rest,
    ].join('/');
  }

  async watch(path: string, query = {}): Promise<WatchStream> {
    const stream = await this.api.watch(path, query);
    this.onClose(() => stream.close());
    return stream;
  }

  /** Looks until `look` does not throw, and gives what it returns; throws its last error at the limit. */
  async eventually<T>(
    look: () => Promise<T>,
    limitMs: number = eventuallyLimitMs,
  ): Promise<T> {
    const limit = AbortSignal.timeout(limitMs);
    for (;;) {
      try {
        return await look();
      } catch (error) {
        if (limit.aborted) throw error;
      }
      await sleep(pollIntervalMs);
    }
  }

  /** Runs kubectl in the case's namespace; never rejects for its exit code. */
  kubectl(arguments_: string[], input = ''): Promise<KubectlResult> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        'kubectl',
        [
          '--kubeconfig',
          this.#cluster.kubeconfigPath,
          '--namespace',
          this.namespace,
          ...arguments_,
        ],
        { timeout: eventuallyLimitMs },
        (error, stdout, stderr) => {
          const code = error?.code ?? 0;
          if (typeof code === 'string') {
            reject(error);
            return;
          }
          resolve({ code, stdout, stderr });
        },
      );
      child.stdin?.end(input);
    });
  }
}

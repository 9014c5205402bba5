import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { ContractScope } from './ContractScope';
import { timestamp } from './readyNode';

/** What becomes of a pod: the default is that it runs and is ready. */
export type PodFate = 'ready' | 'running' | 'succeeded' | 'failed' | 'pending';

const phases = {
  ready: 'Running',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
} as const;

function containerState(fate: Exclude<PodFate, 'pending'>) {
  const now = timestamp();
  return fate === 'ready' || fate === 'running'
    ? { running: { startedAt: now } }
    : {
        terminated: {
          exitCode: fate === 'failed' ? 1 : 0,
          reason: fate === 'failed' ? 'Error' : 'Completed',
          startedAt: now,
          finishedAt: now,
        },
      };
}

function statusFor(pod: KubeObject, fate: Exclude<PodFate, 'pending'>) {
  const ready = fate === 'ready';
  const condition = (type: string, isTrue: boolean) => ({
    type,
    status: isTrue ? 'True' : 'False',
    lastTransitionTime: timestamp(),
  });
  return {
    phase: phases[fate],
    podIP: '10.1.0.1',
    podIPs: [{ ip: '10.1.0.1' }],
    startTime: timestamp(),
    conditions: [
      condition('Initialized', true),
      condition('ContainersReady', ready),
      condition('Ready', ready),
    ],
    containerStatuses: pod.spec.containers.map(
      (container: { name: string; image: string }) => ({
        name: container.name,
        image: container.image,
        imageID: '',
        ready,
        started: ready,
        restartCount: 0,
        state: containerState(fate),
      }),
    ),
  };
}

/**
 * The least that a kubelet does, by requests alone: reports the pods of the case's namespace as
 * running once they have a node, and lets them go once they are being deleted.
 */
export class PodRunner {
  readonly #scope: ContractScope;
  readonly #fateOf: (pod: KubeObject) => PodFate;
  readonly #abort = new AbortController();
  readonly #reported = new Map<string, PodFate>();
  #running: Promise<void> | undefined;

  private constructor(
    scope: ContractScope,
    fateOf: (pod: KubeObject) => PodFate,
  ) {
    this.#scope = scope;
    this.#fateOf = fateOf;
  }

  /** Runs until the case ends, if it is not stopped before. */
  static start(
    scope: ContractScope,
    fateOf: (pod: KubeObject) => PodFate = () => 'ready',
  ): PodRunner {
    const runner = new PodRunner(scope, fateOf);
    runner.#running = runner.#run();
    scope.onClose(() => runner.stop());
    return runner;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const path = this.#scope.path('v1', 'pods');
    while (!this.#abort.signal.aborted) {
      const stream = await this.#scope.api.watch(path);
      this.#abort.signal.addEventListener('abort', () => stream.close());
      try {
        for (;;) {
          const event = await stream.next();
          if (!event || event.type === 'ERROR') break;
          if (event.type !== 'DELETED') await this.#look(event.object);
        }
      } catch (error) {
        if (!this.#abort.signal.aborted && !isQuiet(error)) throw error;
      }
    }
  }

  async #look(pod: KubeObject): Promise<void> {
    if (!pod.spec?.nodeName) return;
    const path = this.#scope.path('v1', 'pods', pod.metadata.name);
    if (pod.metadata.deletionTimestamp) {
      await this.#scope.api.delete(path, {
        gracePeriodSeconds: 0,
        preconditions: { uid: pod.metadata.uid },
      });
      return;
    }
    const fate = this.#fateOf(pod);
    const { uid } = pod.metadata;
    if (fate === 'pending' || !uid || this.#reported.get(uid) === fate) return;
    this.#reported.set(uid, fate);
    await this.#scope.api.patch('strategic', `${path}/status`, {
      metadata: { uid },
      status: statusFor(pod, fate),
    });
  }
}

/** A watch without events for a while is closed by its reader and opened again. */
function isQuiet(error: unknown): boolean {
  return /No watch event came within/.test(String(error));
}

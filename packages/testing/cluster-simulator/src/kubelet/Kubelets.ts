import {
  Clock,
  ClusterClient,
  isApiError,
  isSameJson,
  KubeObject,
  Random,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { FaultSource } from '../faults/fault';
import { Node } from '../objects/Node';
import { Pod } from '../objects/Pod';
import { ClusterView } from '../reconcile/ClusterView';
import { EventRecorder, EventVerbosity } from '../reconcile/EventRecorder';
import { keyOf } from '../reconcile/ObjectCache';
import { WorkQueue } from '../reconcile/WorkQueue';
import { Addresses } from './addresses';
import { Heartbeats } from './Heartbeats';
import { nextStage, PlannedStage } from './nextStage';
import { ContainerLog, PodMoves } from './PodMoves';
import { podPosition } from './podPosition';
import { defaultKubeletDelays, KubeletDelays, stageDelay } from './stageDelay';

/** Pods whose statuses are written at the same time. */
const CONCURRENCY = 16;
const HEARTBEAT_INTERVAL_MS = 10_000;
const KUBELET_VERSION = 'v1.36.3';

/** @public */
export interface KubeletOptions {
  client: ClusterClient;
  clock: Clock;
  random: Random;
  signal: AbortSignal;
  onError: (error: unknown) => void;
  faults?: FaultSource;
  /** Delays are divided by it; 1 unless told. Back-offs of pods included, heartbeats not. */
  speed?: number;
  delays?: Partial<KubeletDelays>;
  /** Which nodes to drive; all unless told. */
  isDriven?: (node: KubeObject) => boolean;
  heartbeatIntervalMs?: number;
  events?: EventVerbosity;
  /** Takes what containers print; a kubelet on a real cluster has nobody to give it to. */
  log?: ContainerLog;
}

interface ArmedStage {
  /** The same stage of the same state of the pod is not armed twice. */
  identity: string;
  /** Its time has come. */
  isDue: boolean;
  cancel: () => void;
}

/**
 * The kubelets of all driven nodes in one: they bring pods to life, keep their status and stop them,
 * as data in `stages` says, and give signs of life. A client of the Kubernetes API and nothing else.
 *
 * @internal
 */
export class Kubelets {
  readonly #options: KubeletOptions;
  readonly #delays: KubeletDelays;
  readonly #view: ClusterView;
  readonly #addresses = new Addresses();
  readonly #armedByKey = new Map<string, ArmedStage>();
  readonly #moves: PodMoves;
  readonly #queue: WorkQueue;
  readonly #heartbeats: Heartbeats;

  constructor(options: KubeletOptions) {
    const { client, clock, signal, onError } = options;
    this.#options = options;
    this.#delays = { ...defaultKubeletDelays, ...options.delays };
    this.#view = new ClusterView({ client, clock, signal, onError });
    this.#moves = new PodMoves({
      client,
      clock,
      signal,
      events: new EventRecorder({
        client,
        clock,
        component: 'kubelet',
        verbosity: options.events,
      }),
      addresses: this.#addresses,
      nodeOf: pod => this.#nodeOf(pod),
      onPatched: pod => this.#view.cache(resourceTypes.pods).observe(pod),
      log: options.log,
    });
    this.#queue = new WorkQueue({
      clock,
      signal,
      concurrency: CONCURRENCY,
      work: key => this.#advance(key),
    });
    this.#heartbeats = new Heartbeats({
      client,
      clock,
      view: this.#view,
      addresses: this.#addresses,
      isDriven: node => options.isDriven?.(node) ?? true,
      faults: () => this.#faults(),
      intervalMs: options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS,
      kubeletVersion: KUBELET_VERSION,
      signal,
      onError,
    });
  }

  start(): void {
    this.#view
      .cache(resourceTypes.pods)
      .onChange((pod, _previous, change) =>
        change === 'set' ? this.#arm(pod as Pod) : this.#forget(pod as Pod),
      );
    this.#view.cache(resourceTypes.nodes).onChange((node, previous, change) => {
      // Pods are often bound before their node was heard of here, and a fault may follow its labels.
      if (
        change === 'removed' ||
        !isSameJson(previous?.metadata.labels, node.metadata.labels)
      ) {
        this.#armAllOn(node.metadata.name);
      }
    });
    this.#heartbeats.start();
    const unsubscribe = this.#options.faults?.onChange(() => this.#recheck());
    this.#options.signal.addEventListener(
      'abort',
      () => {
        unsubscribe?.();
        this.#armedByKey.forEach(armed => armed.cancel());
      },
      { once: true },
    );
  }

  #recheck(): void {
    this.#view.list<Pod>(resourceTypes.pods).forEach(pod => this.#arm(pod));
    this.#heartbeats.recheck();
  }

  #armAllOn(nodeName: string): void {
    this.#view
      .onNode<Pod>(resourceTypes.pods, nodeName)
      .forEach(pod => this.#arm(pod));
  }

  #faults() {
    return this.#options.faults?.list() ?? [];
  }

  #plan(pod: Pod): PlannedStage | undefined {
    const node = this.#nodeOf(pod);
    const isDriven = node && (this.#options.isDriven?.(node) ?? true);
    return isDriven ? nextStage(pod, node, this.#faults()) : undefined;
  }

  #nodeOf(pod: Pod): Node | undefined {
    return pod.spec.nodeName
      ? this.#view.get<Node>(resourceTypes.nodes, pod.spec.nodeName)
      : undefined;
  }

  /** Sets the timer of the pod's next stage, unless it runs already. */
  #arm(pod: Pod): void {
    const key = keyOf(pod.metadata);
    const planned = this.#plan(pod);
    const identity = planned && identityOf(pod, planned);
    const present = this.#armedByKey.get(key);
    if (present && present.identity === identity) {
      return;
    }
    present?.cancel();
    this.#armedByKey.delete(key);
    if (planned && identity && planned.stage.to !== 'held') {
      const armed: ArmedStage = { identity, isDue: false, cancel: () => {} };
      armed.cancel = this.#options.clock.schedule(
        this.#delayOf(pod, planned),
        () => {
          armed.isDue = true;
          this.#queue.add(key);
        },
      );
      this.#armedByKey.set(key, armed);
    }
  }

  #delayOf(pod: Pod, { stage, fault }: PlannedStage): number {
    const { speed = 1, random } = this.#options;
    const delayMs = stageDelay(stage.delay, {
      pod,
      fault,
      missingImages: this.#moves.missingImages(pod),
      delays: this.#delays,
      nowMs: this.#options.clock.now(),
    });
    const jitter = 1 + this.#delays.jitterRatio * (random.next() * 2 - 1);
    return (delayMs * jitter) / speed;
  }

  /** Makes the move whose time has come, if it still is the pod's next one. */
  async #advance(key: string): Promise<void> {
    const pod = this.#view.get<Pod>(resourceTypes.pods, key);
    const armed = this.#armedByKey.get(key);
    const planned = pod && this.#plan(pod);
    if (
      !pod ||
      !planned ||
      !armed?.isDue ||
      identityOf(pod, planned) !== armed.identity
    ) {
      return;
    }
    try {
      await this.#moves.make(pod, planned);
      this.#queue.succeeded(key);
      this.#disarm(key, armed);
      const next = this.#view.get<Pod>(resourceTypes.pods, key);
      if (next) {
        this.#arm(next);
      }
    } catch (error) {
      this.#recover(key, armed, error);
    }
  }

  /** The change itself may have armed the next stage already. */
  #disarm(key: string, made: ArmedStage): void {
    if (this.#armedByKey.get(key) === made) {
      this.#armedByKey.delete(key);
    }
  }

  #recover(key: string, armed: ArmedStage, error: unknown): void {
    if (this.#options.signal.aborted) {
      return;
    }
    if (isApiError(error, 404) || isApiError(error, 409)) {
      // Gone, or a namesake has taken its place: the watch will tell.
      this.#disarm(key, armed);
      return;
    }
    this.#options.onError(error);
    this.#queue.retry(key);
  }

  #forget(pod: Pod): void {
    const key = keyOf(pod.metadata);
    this.#armedByKey.get(key)?.cancel();
    this.#armedByKey.delete(key);
    this.#addresses.release(pod.metadata.uid!);
  }
}

function identityOf(pod: Pod, { stage, fault }: PlannedStage): string {
  const restarts = (pod.status?.containerStatuses ?? []).map(
    status => status.restartCount,
  );
  return [
    pod.metadata.uid,
    podPosition(pod),
    ...restarts,
    stage.name,
    fault?.name,
  ].join('|');
}

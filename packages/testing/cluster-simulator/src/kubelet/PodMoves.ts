import {
  Clock,
  ClusterClient,
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Node } from '../objects/Node';
import { Container, Pod } from '../objects/Pod';
import { EventRecorder } from '../reconcile/EventRecorder';
import { Addresses } from './addresses';
import { isContainerHit, PlannedStage } from './nextStage';
import { podPosition, PodPosition } from './podPosition';
import { podStatusAt } from './podStatus';

const RECOVERING: readonly PodPosition[] = [
  'pullFailed',
  'pullBackOff',
  'exited',
  'crashBackOff',
];

/** @public */
export type ContainerLog = (
  container: { podUid: string; name: string; restart: number },
  line: { timeMs: number; text: string },
) => void;

/** @internal */
export interface PodMovesOptions {
  client: ClusterClient;
  clock: Clock;
  signal: AbortSignal;
  events: EventRecorder;
  addresses: Addresses;
  nodeOf: (pod: Pod) => Node | undefined;
  onPatched: (pod: KubeObject) => void;
  log?: ContainerLog;
}

/**
 * Makes the moves of pods happen: in their status, or by their end; with what containers print and
 * what people are told.
 *
 * @internal
 */
export class PodMoves {
  readonly #options: PodMovesOptions;
  readonly #pulledByNode = new Map<string, Set<string>>();

  constructor(options: PodMovesOptions) {
    this.#options = options;
  }

  /** How many of the pod's images its node has not pulled yet. */
  missingImages(pod: Pod): number {
    const pulled = this.#pulledByNode.get(pod.spec.nodeName!);
    return imagesOf(pod).filter(image => !pulled?.has(image)).length;
  }

  #notePulled(pod: Pod): void {
    const nodeName = pod.spec.nodeName!;
    const pulled = this.#pulledByNode.get(nodeName) ?? new Set<string>();
    imagesOf(pod).forEach(image => pulled.add(image));
    this.#pulledByNode.set(nodeName, pulled);
  }

  /** Resolves when the move has happened. */
  async make(pod: Pod, { stage, fault }: PlannedStage): Promise<void> {
    if (stage.to === 'gone') {
      await this.#remove(pod);
    } else if (stage.to !== 'held' && stage.to !== podPosition(pod)) {
      await this.#report(pod, stage.to, container =>
        fault
          ? isContainerHit(container, fault.match)
          : isMoved(pod, container),
      );
    }
    if (stage.name === 'pull and start') {
      this.#notePulled(pod);
    }
    this.#print(pod, stage.log ?? []);
    for (const event of stage.events ?? []) {
      this.#options.events.record({
        regarding: pod,
        type: event.type,
        reason: event.reason,
        message: filledIn(event.message, pod),
      });
    }
  }

  #print(pod: Pod, lines: readonly string[]): void {
    const { log, clock } = this.#options;
    for (const container of log && lines.length ? pod.spec.containers : []) {
      const status = pod.status?.containerStatuses?.find(
        each => each.name === container.name,
      );
      const run = {
        podUid: pod.metadata.uid!,
        name: container.name,
        restart: status?.restartCount ?? 0,
      };
      for (const line of lines) {
        const text = line.replaceAll('{image}', container.image);
        log!(run, { timeMs: clock.now(), text });
      }
    }
  }

  async #report(
    pod: Pod,
    position: PodPosition,
    isHit: Parameters<typeof podStatusAt>[2],
  ): Promise<void> {
    const { client, clock, signal } = this.#options;
    const { name, namespace, uid } = pod.metadata;
    const hostIP = this.#options.addresses.nodeIp(
      pod.spec.nodeName!,
      this.#options.nodeOf(pod),
    );
    const podIP = pod.spec.hostNetwork
      ? hostIP
      : this.#options.addresses.podIp(
          uid!,
          pod.spec.nodeName!,
          pod.status?.podIP,
        );
    const status = podStatusAt(
      pod,
      position,
      isHit,
      { hostIP, podIP },
      clock.now(),
    );
    const patched = await client.patch(
      resourceTypes.pods,
      { name, namespace },
      'strategic',
      { metadata: { uid }, status },
      { subresource: 'status', signal },
    );
    this.#options.onPatched(patched);
  }

  async #remove(pod: Pod): Promise<void> {
    const { name, namespace, uid } = pod.metadata;
    await this.#options.client.delete(
      resourceTypes.pods,
      { name, namespace },
      { uid, gracePeriodSeconds: 0, signal: this.#options.signal },
    );
  }
}

/** A container that runs while another one failed takes no part in that one's recovery. */
function isMoved(pod: Pod, container: Container): boolean {
  const isRecovering = RECOVERING.includes(podPosition(pod));
  const status = pod.status?.containerStatuses?.find(
    each => each.name === container.name,
  );
  return !isRecovering || !status?.state.running;
}

function imagesOf(pod: Pod): string[] {
  return pod.spec.containers.map(container => container.image);
}

function filledIn(message: string, pod: Pod): string {
  const [container] = pod.spec.containers;
  return message
    .replaceAll('{image}', container.image)
    .replaceAll('{container}', container.name)
    .replaceAll('{pod}', pod.metadata.name);
}

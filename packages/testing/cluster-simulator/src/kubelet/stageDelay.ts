import { PodFault } from '../faults/fault';
import { Pod, restartCountOf } from '../objects/Pod';
import { parseTime } from '../objects/timestamps';
import { DelayCause } from './LifecycleStage';

/**
 * Lengths at speed 1, as on a small healthy cluster. The back-offs are upstream's.
 *
 * @public
 */
export interface KubeletDelays {
  admissionMs: number;
  /** Once per image and node. */
  imagePullMs: number;
  containerStartMs: number;
  /** For containers without `readinessProbe.initialDelaySeconds`. */
  readinessMs: number;
  /** How long a container that ends by itself works. */
  runMs: number;
  crashMs: number;
  restartMs: number;
  backOffFirstMs: number;
  backOffMaxMs: number;
  pullFailureMs: number;
  probePeriodMs: number;
  stopMs: number;
  /** Share of a delay by which it varies, in either direction. */
  jitterRatio: number;
}

/** @public */
export const defaultKubeletDelays: KubeletDelays = {
  admissionMs: 50,
  imagePullMs: 2_500,
  containerStartMs: 500,
  readinessMs: 1_500,
  runMs: 3_000,
  crashMs: 2_000,
  restartMs: 500,
  backOffFirstMs: 10_000,
  backOffMaxMs: 300_000,
  pullFailureMs: 1_000,
  probePeriodMs: 10_000,
  stopMs: 1_500,
  jitterRatio: 0.2,
};

/** Overrides how long a pod's containers work, in milliseconds; for Jobs of a demonstration. */
const RUN_MS_ANNOTATION = 'simulator.cluster-upgrade.io/run-ms';

/** @internal */
export interface DelayContext {
  pod: Pod;
  fault?: PodFault;
  /** Images of the pod that its node has not pulled before. */
  missingImages: number;
  delays: KubeletDelays;
  nowMs: number;
}

/**
 * How long a stage takes at speed 1, without jitter.
 *
 * @internal
 */
export function stageDelay(cause: DelayCause, context: DelayContext): number {
  const { pod, fault, delays } = context;
  switch (cause) {
    case 'none':
      return 0;
    case 'admission':
      return delays.admissionMs;
    case 'start':
      return (
        context.missingImages * delays.imagePullMs + delays.containerStartMs
      );
    case 'readiness':
      return readinessDelay(pod, delays);
    case 'run':
      return (
        Number(pod.metadata.annotations?.[RUN_MS_ANNOTATION]) || delays.runMs
      );
    case 'crash':
      return delays.crashMs;
    case 'restart':
      return delays.restartMs;
    case 'crashBackOff':
      return backOff(Math.max(0, restartCountOf(pod) - 1), delays);
    case 'pullFailure':
      return delays.pullFailureMs;
    case 'pullBackOff':
      // Doubling pauses make the next one about as long as all before it.
      return Math.min(
        Math.max(ageMs(context), delays.backOffFirstMs),
        delays.backOffMaxMs,
      );
    case 'probe':
      return delays.probePeriodMs;
    case 'fault':
      return fault?.delayMs ?? delays.readinessMs * 10;
    case 'stop':
      return Math.min(
        delays.stopMs,
        (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000,
      );
    default:
      throw new Error(`No length is known for the delay "${cause}"`);
  }
}

function ageMs({ pod, nowMs }: DelayContext): number {
  return nowMs - (parseTime(pod.status?.startTime) ?? nowMs);
}

function readinessDelay(pod: Pod, delays: KubeletDelays): number {
  const initialDelays = pod.spec.containers
    .map(container => container.readinessProbe?.initialDelaySeconds)
    .filter(seconds => seconds !== undefined);
  return initialDelays.length
    ? Math.max(...initialDelays) * 1000
    : delays.readinessMs;
}

function backOff(failures: number, delays: KubeletDelays): number {
  return Math.min(delays.backOffFirstMs * 2 ** failures, delays.backOffMaxMs);
}

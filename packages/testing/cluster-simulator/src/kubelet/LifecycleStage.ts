import { PodFaultKind } from '../faults/fault';
import { PodPosition } from './podPosition';

/**
 * Delays by what causes them; their lengths are in `stageDelay`.
 *
 * @internal
 */
export type DelayCause =
  | 'none'
  | 'admission'
  | 'start'
  | 'readiness'
  | 'run'
  | 'crash'
  | 'restart'
  | 'crashBackOff'
  | 'pullFailure'
  | 'pullBackOff'
  | 'probe'
  | 'fault'
  | 'stop';

/**
 * One move in the life of a pod, as data: which pods make it, when, and where it leads.
 *
 * @internal
 */
export interface LifecycleStage {
  name: string;
  from: readonly PodPosition[];
  /** Only pods that a fault of this kind hits. */
  fault?: PodFaultKind;
  /** Only pods with one of these restart policies. */
  restartPolicies?: ReadonlyArray<'Always' | 'OnFailure' | 'Never'>;
  /** Only pods whose containers restarted at least / at most this often. */
  minRestarts?: number;
  maxRestarts?: number;
  delay: DelayCause;
  /** `gone`: the object is deleted; `held`: nothing happens as long as the fault lasts. */
  to: PodPosition | 'gone' | 'held';
  /** What the containers print; `{image}` is filled in. */
  log?: readonly string[];
  events?: ReadonlyArray<{
    type: 'Normal' | 'Warning';
    reason: string;
    /** `{image}`, `{container}` and `{pod}` are filled in. */
    message: string;
  }>;
}

import type { Random } from '@cluster-upgrade/plugin-upgrade-node';
import { PodFault } from './fault';
import { PodFaults } from './PodFaults';
import { RequestFault } from './requestFault';
import { RequestFaults } from './RequestFaults';

/** @public */
export type Fault = PodFault | RequestFault;

const requestFaultKinds: ReadonlySet<string> = new Set([
  'request-error',
  'request-latency',
  'dropped-watch',
  'stale-watch',
]);

function isRequestFault(fault: Fault): fault is RequestFault {
  return requestFaultKinds.has(fault.kind);
}

/**
 * All faults of one cluster: those of requests are played in front of its API, those of pods and nodes
 * by its kubelets.
 *
 * @public
 */
export class SimulatorFaults {
  readonly requests: RequestFaults;

  constructor(
    random: Random,
    /** The same ones that the kubelets were given. */
    readonly pods: PodFaults = new PodFaults(),
  ) {
    this.requests = new RequestFaults(random);
  }

  list(): readonly Fault[] {
    return [...this.requests.list(), ...this.pods.list()];
  }

  /** Replaces a fault of the same name. */
  set(fault: Fault): void {
    this.remove(fault.name);
    if (isRequestFault(fault)) {
      this.requests.set(fault);
    } else {
      this.pods.set(fault);
    }
  }

  /** Whether there was such a fault. */
  remove(name: string): boolean {
    return this.requests.remove(name) || this.pods.remove(name);
  }
}

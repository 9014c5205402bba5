import { FaultSource, PodFault } from './fault';

/**
 * Faults of pods and nodes that are set and taken away while the cluster runs.
 *
 * @public
 */
export class PodFaults implements FaultSource {
  readonly #faultsByName = new Map<string, PodFault>();
  readonly #listeners = new Set<() => void>();

  constructor(faults: readonly PodFault[] = []) {
    faults.forEach(fault => this.#faultsByName.set(fault.name, fault));
  }

  list(): readonly PodFault[] {
    return [...this.#faultsByName.values()];
  }

  /** Replaces a fault of the same name. */
  set(fault: PodFault): void {
    this.#faultsByName.set(fault.name, fault);
    this.#tell();
  }

  /** Whether there was such a fault. */
  remove(name: string): boolean {
    const wasThere = this.#faultsByName.delete(name);
    if (wasThere) {
      this.#tell();
    }
    return wasThere;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#listeners.forEach(listener => listener());
  }
}

/**
 * Tells listeners in this process that an upgrade has new events. It carries no events: listeners read
 * them from the store, which other processes write to as well.
 */
export class EventHub {
  readonly #listenersById = new Map<string, Set<() => void>>();

  /** Called after commit, never before. */
  publish(upgradeId: string): void {
    for (const listener of [...(this.#listenersById.get(upgradeId) ?? [])]) {
      listener();
    }
  }

  /** Any upgrade may have new events. */
  publishAll(): void {
    [...this.#listenersById.keys()].forEach(id => this.publish(id));
  }

  /** Register before reading, or an event between the two is missed. */
  subscribe(upgradeId: string, listener: () => void): () => void {
    const listeners = this.#listenersById.get(upgradeId) ?? new Set();
    this.#listenersById.set(upgradeId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        this.#listenersById.delete(upgradeId);
      }
    };
  }
}

import { StoredObject, StoreEvent } from './StoredObject';

/** How many past events a resource type keeps for watches that start in the past. */
const DEFAULT_HISTORY_LIMIT = 10_000;

/**
 * The objects of one resource type with their recent history.
 *
 * @internal
 */
export class ResourceBucket {
  readonly #objects = new Map<string, StoredObject>();
  readonly #namespaces = new Map<string, Set<string>>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #history: StoreEvent[] = [];
  #sortedPaths: string[] | undefined;
  #forgottenRevision: number;

  constructor(
    /** Events up to this revision are unknown from the start. */
    firstRevision: number,
    private readonly historyLimit = DEFAULT_HISTORY_LIMIT,
  ) {
    this.#forgottenRevision = firstRevision;
  }

  get size(): number {
    return this.#objects.size;
  }

  /** Events up to this revision were forgotten. */
  get forgottenRevision(): number {
    return this.#forgottenRevision;
  }

  get(path: string): StoredObject | undefined {
    return this.#objects.get(path);
  }

  /** In the order of their paths, as etcd lists them. */
  list(namespace?: string): StoredObject[] {
    const paths = namespace
      ? [...(this.#namespaces.get(namespace) ?? [])].sort(byCodeUnit)
      : this.#allPaths();
    return paths.map(path => this.#objects.get(path)!);
  }

  apply(path: string, event: StoreEvent): void {
    if (event.type === 'deleted') {
      this.#objects.delete(path);
      this.#namespaceOf(path)?.delete(path);
    } else {
      this.#objects.set(path, event.current);
    }
    if (event.type === 'created') {
      this.#namespaceOf(path)?.add(path);
    }
    if (event.type !== 'updated') {
      this.#sortedPaths = undefined;
    }
    this.#remember(event);
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
  }

  eventsAfter(revision: number): StoreEvent[] {
    let low = 0;
    let high = this.#history.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#history[middle].revision <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#history.slice(low);
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets the history, so that every watch from the past is answered with 410. */
  compact(): void {
    const last = this.#history.at(-1);
    if (last) {
      this.#forgottenRevision = last.revision;
      this.#history = [];
    }
  }

  #remember(event: StoreEvent): void {
    this.#history.push(event);
    // Trimmed in blocks: dropping one entry per write would move the whole array each time.
    if (this.#history.length > this.historyLimit * 2) {
      const dropped = this.#history.length - this.historyLimit;
      this.#forgottenRevision = this.#history[dropped - 1].revision;
      this.#history = this.#history.slice(dropped);
    }
  }

  #allPaths(): string[] {
    this.#sortedPaths ??= [...this.#objects.keys()].sort(byCodeUnit);
    return this.#sortedPaths;
  }

  #namespaceOf(path: string): Set<string> | undefined {
    const slash = path.indexOf('/');
    if (slash < 0) {
      return undefined;
    }
    const namespace = path.slice(0, slash);
    let paths = this.#namespaces.get(namespace);
    if (!paths) {
      paths = new Set();
      this.#namespaces.set(namespace, paths);
    }
    return paths;
  }
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

import type { Random } from '@cluster-upgrade/plugin-upgrade-node';
import { ResourceRequestInfo } from '../apiserver/request/requestInfo';
import { RequestFault } from './requestFault';

/**
 * Faults of requests that are set and taken away while the cluster runs.
 *
 * @public
 */
export class RequestFaults {
  readonly #faultsByName = new Map<string, RequestFault>();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly random: Random) {}

  list(): readonly RequestFault[] {
    return [...this.#faultsByName.values()];
  }

  /** Replaces a fault of the same name. */
  set(fault: RequestFault): void {
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

  has(name: string): boolean {
    return this.#faultsByName.has(name);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The faults that hit this request; counts them and rolls the dice. */
  hit(info: ResourceRequestInfo): RequestFault[] {
    return this.list().filter(fault => {
      const isHit =
        matches(fault, info) &&
        (fault.probability === undefined ||
          this.random.next() < fault.probability);
      if (isHit) {
        this.#count(fault);
      }
      return isHit;
    });
  }

  #count(fault: RequestFault): void {
    if (fault.times === undefined) {
      return;
    }
    if (fault.times > 1) {
      this.#faultsByName.set(fault.name, { ...fault, times: fault.times - 1 });
    } else {
      this.remove(fault.name);
    }
  }

  #tell(): void {
    [...this.#listeners].forEach(listener => listener());
  }
}

function matches(fault: RequestFault, info: ResourceRequestInfo): boolean {
  const { verbs, resources, namespace, object } = fault.match;
  const resource = info.subresource
    ? `${info.plural}/${info.subresource}`
    : info.plural;
  const isOfKind = !fault.kind.endsWith('-watch') || info.verb === 'watch';
  return (
    isOfKind &&
    (!verbs || verbs.includes(info.verb)) &&
    (!resources || resources.includes(resource)) &&
    (namespace === undefined || namespace === info.namespace) &&
    (object === undefined || object === info.name)
  );
}

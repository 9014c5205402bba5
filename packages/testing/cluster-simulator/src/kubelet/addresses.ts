import { Node } from '../objects/Node';

const FIRST_HOST = 2;
const LAST_HOST = 254;

/**
 * Gives nodes and pods addresses that are unique while in use.
 *
 * @internal
 */
export class Addresses {
  readonly #indexByNode = new Map<string, number>();
  readonly #lastByNode = new Map<string, number>();
  readonly #ipByPodUid = new Map<string, string>();
  readonly #used = new Set<string>();

  /** The address that the node already reports, else a new one. */
  nodeIp(nodeName: string, node: Node | undefined): string {
    const present = node?.status?.addresses?.find(
      (address: { type: string }) => address.type === 'InternalIP',
    );
    const index = this.#indexOf(nodeName);
    return present?.address ?? `172.${16 + (index >> 8)}.${index & 255}.2`;
  }

  podIp(uid: string, nodeName: string, presentIp: string | undefined): string {
    const known = presentIp ?? this.#ipByPodUid.get(uid);
    if (known) {
      this.#ipByPodUid.set(uid, known);
      this.#used.add(known);
      return known;
    }
    const index = this.#indexOf(nodeName);
    let last = this.#lastByNode.get(nodeName) ?? FIRST_HOST - 1;
    let ip: string;
    let tries = 0;
    do {
      last = last >= LAST_HOST ? FIRST_HOST : last + 1;
      ip = `10.${64 + (index >> 8)}.${index & 255}.${last}`;
      tries += 1;
      // No node has room for that many pods; a shared address beats no pod.
    } while (this.#used.has(ip) && tries <= LAST_HOST);
    this.#lastByNode.set(nodeName, last);
    this.#ipByPodUid.set(uid, ip);
    this.#used.add(ip);
    return ip;
  }

  release(uid: string): void {
    const ip = this.#ipByPodUid.get(uid);
    if (ip) {
      this.#used.delete(ip);
      this.#ipByPodUid.delete(uid);
    }
  }

  #indexOf(nodeName: string): number {
    const known = this.#indexByNode.get(nodeName);
    if (known !== undefined) {
      return known;
    }
    const index = this.#indexByNode.size;
    this.#indexByNode.set(nodeName, index);
    return index;
  }
}

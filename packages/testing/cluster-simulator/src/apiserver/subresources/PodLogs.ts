import { ChunkQueue } from '../response/ChunkQueue';

const LINES_PER_CONTAINER_MAX = 2_000;
const CONTAINERS_MAX = 50_000;

/** @internal */
export interface LogLine {
  timeMs: number;
  text: string;
}

/**
 * The logs that kubelets would keep on their nodes, in memory. A kubelet writes into it when it runs
 * in the same process; on a real cluster there is nothing of the kind.
 *
 * @internal
 */
export class PodLogs {
  readonly #lines = new Map<string, LogLine[]>();
  readonly #followers = new Map<string, Set<(line: LogLine) => void>>();

  /** Adds one line of a container; `restart` counts its runs from 0. */
  append(
    container: { podUid: string; name: string; restart: number },
    line: LogLine,
  ): void {
    const key = keyOf(container);
    let lines = this.#lines.get(key);
    if (!lines) {
      lines = [];
      this.#lines.set(key, lines);
      if (this.#lines.size > CONTAINERS_MAX) {
        const [oldest] = this.#lines.keys();
        this.#lines.delete(oldest);
      }
    }
    lines.push(line);
    if (lines.length > LINES_PER_CONTAINER_MAX * 2) {
      lines.splice(0, lines.length - LINES_PER_CONTAINER_MAX);
    }
    this.#followers.get(key)?.forEach(follow => follow(line));
  }

  read(container: {
    podUid: string;
    name: string;
    restart: number;
  }): readonly LogLine[] {
    return this.#lines.get(keyOf(container)) ?? [];
  }

  /** Sends the lines to come into the queue until it closes. */
  follow(
    container: { podUid: string; name: string; restart: number },
    queue: ChunkQueue,
    format: (line: LogLine) => string,
  ): void {
    const key = keyOf(container);
    const followers = this.#followers.get(key) ?? new Set();
    this.#followers.set(key, followers);
    const follow = (line: LogLine) => queue.push(format(line));
    followers.add(follow);
    queue.onClose(() => {
      followers.delete(follow);
      if (followers.size === 0) {
        this.#followers.delete(key);
      }
    });
  }
}

function keyOf(container: { podUid: string; name: string; restart: number }) {
  return `${container.podUid}/${container.name}/${container.restart}`;
}

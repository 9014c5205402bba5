import { readFileSync } from 'node:fs';

const PERIOD_MS = 200;

/** How a backend's process fared for a while. */
export interface BackendFigures {
  /** Longest time in which it could not answer a request that asks nothing of it. */
  slowestAnswerMs: number;
  /** Of 20 such requests one took longer. */
  usuallyWithinMs: number;
  /** The most memory; absent where the system does not tell. */
  memoryBytes?: number;
}

/** Asks a backend again and again whether it is there. */
export class BackendWatch {
  readonly #url: string;
  readonly #pid: number | undefined;
  readonly #answersMs: number[] = [];
  readonly #timer: ReturnType<typeof setInterval>;
  #memoryBytes: number | undefined;

  constructor(url: string, pid: number | undefined) {
    this.#url = `${url}/.backstage/health/v1/liveness`;
    this.#pid = pid;
    this.#timer = setInterval(() => this.#look(), PERIOD_MS);
  }

  end(): BackendFigures {
    clearInterval(this.#timer);
    const sorted = [...this.#answersMs].sort((a, b) => a - b);
    return {
      slowestAnswerMs: sorted.at(-1) ?? 0,
      usuallyWithinMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      memoryBytes: this.#memoryBytes,
    };
  }

  async #look(): Promise<void> {
    const startedAtMs = performance.now();
    try {
      await (await fetch(this.#url)).arrayBuffer();
    } catch {
      // It ends, or has no connection left: what was measured until then stands.
      return;
    }
    this.#answersMs.push(performance.now() - startedAtMs);
    const memoryBytes = residentBytes(this.#pid);
    if (memoryBytes !== undefined) {
      this.#memoryBytes = Math.max(this.#memoryBytes ?? 0, memoryBytes);
    }
  }
}

/** As Linux tells it. */
function residentBytes(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

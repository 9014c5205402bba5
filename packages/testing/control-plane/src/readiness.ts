import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const pollIntervalMs = 50;

/** @internal */
export interface ProbeTarget {
  url: string;
  /** Exists once the server has written it. */
  caFile: string;
  token: string;
}

function statusOf(target: ProbeTarget, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = request(
      new URL(path, target.url),
      {
        ca: readFileSync(target.caFile, 'utf8'),
        headers: { authorization: `Bearer ${target.token}` },
        agent: false,
        timeout: 2_000,
      },
      response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    probe.once('timeout', () => probe.destroy(new Error('no answer')));
    probe.once('error', reject);
    probe.end();
  });
}

/**
 * Asks for `path` until the answer is 200.
 *
 * @returns false when `signal` aborted first
 * @internal
 */
export async function pollUntilOk(
  target: ProbeTarget,
  path: string,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    const status = existsSync(target.caFile)
      ? await statusOf(target, path).catch(
          // Refused or reset: it is still starting; the caller's limit bounds this.
          () => 0,
        )
      : 0;
    if (status === 200) return true;
    await sleep(pollIntervalMs);
  }
  return false;
}

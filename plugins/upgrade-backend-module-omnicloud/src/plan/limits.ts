const MINUTE_MS = 60_000;

/** How long each kind of step may take before it counts as failed, in milliseconds. */
export const LIMITS_MS = {
  /** One write, and reading it back. */
  write: 2 * MINUTE_MS,
  /** A Deployment's `progressDeadlineSeconds` is 10 min; its last progress may come late. */
  rollout: 15 * MINUTE_MS,
  /** One write per node, some dozens at once. */
  taints: 10 * MINUTE_MS,
  leader: 5 * MINUTE_MS,
  /** May wait for other nodes to come back. */
  cordon: 15 * MINUTE_MS,
  replacePod: 5 * MINUTE_MS,
  nodeReady: 5 * MINUTE_MS,
  applications: 10 * MINUTE_MS,
  scale: 10 * MINUTE_MS,
  spareNodes: 15 * MINUTE_MS,
  verify: 10 * MINUTE_MS,
} as const;

/** A soak begins anew after every dip; this is how long it may go on trying. */
export function soakLimitMs(durationMs: number): number {
  return 3 * durationMs + 10 * MINUTE_MS;
}

/** Spare nodes are drained one after the other. */
export function retireLimitMs(
  spareNodes: number,
  drainTimeoutMs: number,
): number {
  return spareNodes * drainTimeoutMs + 10 * MINUTE_MS;
}

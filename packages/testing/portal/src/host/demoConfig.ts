/** How long the engine itself watches, in seconds. */
export interface DemoSoak {
  /** After each node. */
  nodeSeconds: number;
  /** At the end of an upgrade. */
  finalSeconds: number;
}

/** As short as an upgrade without spectators can do with. */
const QUICK: DemoSoak = { nodeSeconds: 1, finalSeconds: 2 };

/**
 * Durations of the demo: the embedded nodes live faster than real ones, so the engine's own waits are
 * shortened to match. Nothing else differs from a portal's configuration.
 */
export function demoConfig(soak: DemoSoak = QUICK): Record<string, unknown> {
  const finalSoak = { seconds: soak.finalSeconds };
  return {
    upgrade: {
      worker: {
        leaseDuration: { seconds: 6 },
        pollInterval: { milliseconds: 500 },
      },
      strategies: {
        omnicloud: {
          drainTimeout: { minutes: 2 },
          nodeSoak: { seconds: soak.nodeSeconds },
          finalSoak,
        },
        weka: { finalSoak },
      },
      thresholds: {
        default: {
          maxFailures: 1,
          mustLast: { seconds: 3 },
          action: 'rollback',
        },
      },
    },
  };
}

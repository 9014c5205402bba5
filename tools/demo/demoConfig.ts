const STRATEGY = {
  drainTimeout: { minutes: 2 },
  nodeSoak: { seconds: 1 },
  finalSoak: { seconds: 2 },
};

/**
 * Durations of the demo: the embedded nodes live faster than real ones, so the engine's own waits are
 * shortened to match. Nothing else differs from a portal's configuration.
 */
export function demoConfig(): Record<string, unknown> {
  return {
    upgrade: {
      worker: {
        leaseDuration: { seconds: 6 },
        pollInterval: { milliseconds: 500 },
      },
      strategies: {
        omnicloud: STRATEGY,
        weka: { finalSoak: STRATEGY.finalSoak },
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

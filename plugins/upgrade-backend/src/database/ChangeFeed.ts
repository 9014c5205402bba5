/**
 * Something about an upgrade was committed.
 */
export interface Change {
  upgradeId: string;
  /** Whether a worker has something to do: it was created, asked for something, or given back. */
  isAsked: boolean;
}

/**
 * Tells what other processes commit, as soon as they do. Only a hint: whoever listens also looks by
 * itself from time to time, because a change may be missed.
 */
export interface ChangeFeed {
  /**
   * @param onChange - called for each change; with undefined when some may have been missed
   */
  start(onChange: (change: Change | undefined) => void): void;
  stop(): Promise<void>;
}

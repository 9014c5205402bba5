/**
 * Events that people are told about, written in the transaction of the event and sent after it.
 */
export interface OutboxStore {
  /**
   * Takes messages that are due, the oldest events of each upgrade first, and hides them from others for
   * a while. Whoever dies with one in hand lets it reappear: messages are sent at least once.
   */
  claimMessages(limit: number, hiddenMs: number): Promise<OutboxMessage[]>;
  completeMessage(message: OutboxMessage): Promise<void>;
  postponeMessage(
    message: OutboxMessage,
    afterMs: number,
    error: string,
  ): Promise<void>;
}

export interface OutboxMessage {
  upgradeId: string;
  /** The event to tell about. */
  seq: number;
  /** How often sending was begun, this time included. */
  attempts: number;
}

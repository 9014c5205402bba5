import { LoggerService } from '@backstage/backend-plugin-api';
import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { Clock, Random } from '@cluster-upgrade/plugin-upgrade-node';
import { OutboxMessage, OutboxStore } from '../database/OutboxStore';
import { UpgradeStore } from '../database/UpgradeStore';
import { backoffMs, jittered } from './backoff';
import { TellLater } from './TellLater';
import { Wakeup } from './Wakeup';

const PAUSE_MS = 5_000;
const BATCH = 20;
/** How long a message is hidden from other senders while it is being sent. */
const HIDDEN_MS = 60_000;
const BACKOFF = { minBackoffMs: 5_000, maxBackoffMs: 600_000 };
/** Sending is given up after that many attempts, which is on record in the log. */
const MAX_ATTEMPTS = 20;

/**
 * Tells the outside about events, after they were committed and at least once: receivers recognise a
 * repetition by upgrade and number.
 */
export class OutboxSender {
  readonly #wakeup: Wakeup;
  #isStopping = false;
  #loop: Promise<void> | undefined;

  constructor(
    private readonly ports: {
      outbox: OutboxStore;
      store: Pick<UpgradeStore, 'readEventsAfter'>;
      clock: Clock;
      random: Random;
      logger: LoggerService;
    },
    private readonly send: (event: UpgradeEvent) => Promise<void>,
  ) {
    this.#wakeup = new Wakeup(ports.clock);
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Resolves when nothing is being sent any more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wakeup.ring();
    await this.#loop;
  }

  /** Something was committed. */
  wake(): void {
    this.#wakeup.ring();
  }

  /** Sends what is due; answers with how many messages there were. */
  async tick(): Promise<number> {
    const messages = await this.ports.outbox.claimMessages(BATCH, HIDDEN_MS);
    for (const message of messages) {
      await this.#sendOne(message);
    }
    return messages.length;
  }

  async #run(): Promise<void> {
    const { random, logger } = this.ports;
    while (!this.#isStopping) {
      try {
        if ((await this.tick()) > 0) {
          continue;
        }
      } catch (error) {
        logger.error(`Messages could not be read from the outbox: ${error}`);
      }
      await this.#wakeup.sleep(jittered(PAUSE_MS, random));
    }
  }

  async #sendOne(message: OutboxMessage): Promise<void> {
    const { outbox, store, random, logger } = this.ports;
    const name = `event ${message.seq} of upgrade ${message.upgradeId}`;
    try {
      const [event] = await store.readEventsAfter(
        message.upgradeId,
        message.seq - 1,
        1,
      );
      if (event) {
        await this.send(event);
      }
      await outbox.completeMessage(message);
    } catch (error) {
      if (error instanceof TellLater) {
        await outbox.postponeMessage(message, error.afterMs, error.message);
        return;
      }
      if (message.attempts >= MAX_ATTEMPTS) {
        logger.error(`Given up to tell about ${name}: ${error}`);
        await outbox.completeMessage(message);
        return;
      }
      const pauseMs = backoffMs(message.attempts, BACKOFF, random);
      logger.warn(`Could not tell about ${name}: ${error}`);
      await outbox.postponeMessage(message, pauseMs, String(error));
    }
  }
}

import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { EventHub } from '../engine/EventHub';
import { Wakeup } from '../engine/Wakeup';

/**
 * How often to look although nobody told of an event: another process may have written it, and only
 * this process' own events come through the hub.
 */
const LOOK_AGAIN_MS = 1_000;

interface LongPoll {
  hub: EventHub;
  clock: Clock;
  /** Ends the wait: the caller hung up, or the backend stops. */
  signal: AbortSignal;
  upgradeId: string;
  waitMs: number;
  read(): Promise<UpgradeEvent[]>;
  isFinished(): Promise<boolean>;
}

/** What a long-poll found. */
export interface FoundEvents {
  events: UpgradeEvent[];
  /** The upgrade had finished before these were read: nothing of it can come after them. */
  isAtEnd: boolean;
}

/**
 * The events that `read` gives, waiting for the first one. Gives none when the time is over, the
 * upgrade is finished or `signal` aborts.
 */
export async function eventsWithin(poll: LongPoll): Promise<FoundEvents> {
  const { hub, clock, signal } = poll;
  const endsAtMs = clock.now() + poll.waitMs;
  const wakeup = new Wakeup(clock);
  const ring = () => wakeup.ring();
  // Before the first look, so that an event between the two is never missed.
  const unsubscribe = hub.subscribe(poll.upgradeId, ring);
  signal.addEventListener('abort', ring);
  try {
    for (;;) {
      const events = await poll.read();
      if (events.length > 0) {
        return { events, isAtEnd: false };
      }
      if (await poll.isFinished()) {
        // It may have finished since the look before.
        return { events: await poll.read(), isAtEnd: true };
      }
      const leftMs = endsAtMs - clock.now();
      if (leftMs <= 0 || signal.aborted) {
        return { events, isAtEnd: false };
      }
      await wakeup.sleep(Math.min(leftMs, LOOK_AGAIN_MS));
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', ring);
  }
}

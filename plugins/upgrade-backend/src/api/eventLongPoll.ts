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

/**
 * The events that `read` gives, waiting for the first one. Gives none when the time is over, the
 * upgrade is finished or `signal` aborts.
 */
export async function eventsWithin(poll: LongPoll): Promise<UpgradeEvent[]> {
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
      const leftMs = endsAtMs - clock.now();
      const isOver = events.length > 0 || leftMs <= 0 || signal.aborted;
      if (isOver || (await poll.isFinished())) {
        return events;
      }
      await wakeup.sleep(Math.min(leftMs, LOOK_AGAIN_MS));
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', ring);
  }
}

import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { EventHub } from '../engine/EventHub';
import { eventsWithin } from './eventLongPoll';

describe('eventsWithin', () => {
  const EVENT = { seq: 1 } as UpgradeEvent;
  let clock: VirtualClock;
  let hub: EventHub;
  let stop: AbortController;
  let stored: UpgradeEvent[];
  let isFinished: boolean;

  beforeEach(() => {
    clock = new VirtualClock();
    hub = new EventHub();
    stop = new AbortController();
    stored = [];
    isFinished = false;
  });

  function poll(waitMs: number, read = async () => stored) {
    return eventsWithin({
      hub,
      clock,
      signal: stop.signal,
      upgradeId: 'u-1',
      waitMs,
      read,
      isFinished: async () => isFinished,
    });
  }

  it('gives what is there at once', async () => {
    stored = [EVENT];
    expect(await poll(25_000)).toEqual({ events: [EVENT], isAtEnd: false });
  });

  it('gives nothing at once to those who do not wait', async () => {
    expect(await poll(0)).toEqual({ events: [], isAtEnd: false });
  });

  it('gives the next event without the passing of time', async () => {
    const waiting = poll(25_000);
    await clock.advance(0);
    stored = [EVENT];
    hub.publish('u-1');
    expect(await waiting).toEqual({ events: [EVENT], isAtEnd: false });
    expect(clock.now()).toBe(new VirtualClock().now());
  });

  it('misses no event that comes while it reads', async () => {
    let reads = 0;
    const waiting = poll(25_000, async () => {
      reads += 1;
      const seen = stored;
      if (reads === 1) {
        stored = [EVENT];
        hub.publish('u-1');
      }
      return seen;
    });
    await clock.advance(0);
    expect(await waiting).toEqual({ events: [EVENT], isAtEnd: false });
  });

  it('finds what another process wrote', async () => {
    const waiting = poll(25_000);
    await clock.advance(500);
    stored = [EVENT];
    await clock.advance(500);
    expect(await waiting).toEqual({ events: [EVENT], isAtEnd: false });
  });

  it('gives up when the time is over', async () => {
    const waiting = poll(2_500);
    await clock.advance(2_500);
    expect(await waiting).toEqual({ events: [], isAtEnd: false });
  });

  it('ends at once when the backend stops', async () => {
    const waiting = poll(25_000);
    await clock.advance(0);
    stop.abort();
    expect(await waiting).toEqual({ events: [], isAtEnd: false });
    expect(clock.nextDueAtMs()).toBeUndefined();
  });

  it('does not wait for an upgrade that is finished', async () => {
    isFinished = true;
    expect(await poll(25_000)).toEqual({ events: [], isAtEnd: true });
  });

  it('gives the last event of an upgrade that finishes while it looks', async () => {
    const found = await poll(25_000, async () => {
      const seen = stored;
      stored = [EVENT];
      isFinished = true;
      return seen;
    });
    expect(found).toEqual({ events: [EVENT], isAtEnd: true });
  });
});

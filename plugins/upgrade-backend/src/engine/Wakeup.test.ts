import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { EventHub } from './EventHub';
import { Wakeup } from './Wakeup';

describe('Wakeup', () => {
  let clock: VirtualClock;
  let wakeup: Wakeup;
  let wokenAtMs: number | undefined;
  const startMs = 0;

  beforeEach(() => {
    clock = new VirtualClock(startMs);
    wakeup = new Wakeup(clock);
    wokenAtMs = undefined;
  });

  const sleep = (ms: number) =>
    wakeup.sleep(ms).then(() => {
      wokenAtMs = clock.now();
    });

  it('sleeps until the time is over', async () => {
    sleep(100);
    await clock.advance(99);
    expect(wokenAtMs).toBeUndefined();
    await clock.advance(1);
    expect(wokenAtMs).toBe(100);
  });

  it('wakes at a ring, and leaves no timer behind', async () => {
    sleep(100);
    await clock.advance(40);
    wakeup.ring();
    await clock.advance(0);
    expect(wokenAtMs).toBe(40);
    expect(clock.nextDueAtMs()).toBeUndefined();
  });

  it('loses no ring that came while it was awake, and counts several as one', async () => {
    wakeup.ring();
    wakeup.ring();
    await wakeup.sleep(100);
    sleep(100);
    await clock.advance(50);
    expect(wokenAtMs).toBeUndefined();
  });
});

describe('EventHub', () => {
  it('tells those who listen to an upgrade, until they stop', () => {
    const hub = new EventHub();
    const heard: string[] = [];
    const stop = hub.subscribe('one', () => heard.push('a'));
    hub.subscribe('one', () => heard.push('b'));
    hub.subscribe('two', () => heard.push('c'));
    hub.publish('one');
    expect(heard).toEqual(['a', 'b']);
    stop();
    hub.publish('one');
    hub.publish('nobody listens');
    expect(heard).toEqual(['a', 'b', 'b']);
  });
});

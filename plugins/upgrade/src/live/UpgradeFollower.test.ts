import { ScenarioApi } from '../testFixtures/fakeUpgradeApi';
import {
  finishStep,
  runningScenario,
  startStep,
} from '../testFixtures/scenario';
import { STALE_AFTER_MS } from './connection';
import { FLUSH_INTERVAL_MS, UpgradeFollower } from './UpgradeFollower';

function follow(scenario = runningScenario({ nodes: 3, done: 1 })) {
  const api = new ScenarioApi(scenario);
  const follower = new UpgradeFollower({
    api,
    upgradeId: 'u-1',
    random: () => 0,
  });
  const redraws = jest.fn();
  follower.subscribe(redraws);
  follower.start();
  return { api, follower, redraws, log: scenario.log };
}

const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('UpgradeFollower', () => {
  it('shows a snapshot, then each event that comes', async () => {
    const { api, follower, log } = follow();
    await settle();
    expect(follower.getFeed()).toMatchObject({
      connection: { status: 'live' },
      state: { seq: log.state.seq, status: 'running' },
      plans: { upgrade: { kind: 'upgrade' } },
    });
    startStep(log, 'w-2/cordon');
    api.wake();
    await settle(FLUSH_INTERVAL_MS);
    expect(follower.getFeed().state).toEqual(log.state);
    expect(follower.getFeed().events.at(-1)?.seq).toBe(log.state.seq);
    follower.stop();
  });

  it('shows how the upgrade is before its log has come', async () => {
    const { api, follower, log } = follow();
    const listEvents = api.listEvents;
    let answer = () => {};
    api.listEvents = async (...args) => {
      await new Promise<void>(resolve => {
        answer = resolve;
      });
      return listEvents(...args);
    };
    await settle();
    expect(follower.getFeed()).toMatchObject({
      connection: { status: 'live' },
      state: { seq: log.state.seq },
      events: [],
    });
    api.listEvents = listEvents;
    answer();
    await settle();
    expect(follower.getFeed().events.at(-1)?.seq).toBe(log.state.seq);
    follower.stop();
  });

  it('redraws at most once a second however many events come', async () => {
    const { api, follower, log, redraws } = follow();
    await settle(FLUSH_INTERVAL_MS);
    redraws.mockClear();
    for (let i = 0; i < 20; i++) {
      log.add('note', { text: `note ${i}` });
      api.wake();
      await settle(50);
    }
    await settle(FLUSH_INTERVAL_MS);
    expect(follower.getFeed().state?.seq).toBe(log.state.seq);
    expect(redraws.mock.calls.length).toBeLessThanOrEqual(3);
    follower.stop();
  });

  it('goes on from the last event after the backend was away, without asking for a new snapshot', async () => {
    const { api, follower, log } = follow();
    await settle();
    api.outage = new TypeError('Failed to fetch');
    api.wake();
    await settle(100);
    expect(follower.getFeed().connection.status).toBe('delayed');
    await settle(STALE_AFTER_MS + 1000);
    expect(follower.getFeed().connection.status).toBe('stale');
    expect(follower.getFeed().state).toBeDefined();

    finishStep(log, 'w-2/cordon');
    api.outage = undefined;
    api.requests.length = 0;
    await settle(6000);
    expect(follower.getFeed().connection.status).toBe('live');
    expect(follower.getFeed().state).toEqual(log.state);
    expect(api.requests).not.toContain('getUpgrade');
    const seqs = follower.getFeed().events.map(event => event.seq);
    expect(seqs).toEqual([...new Set(seqs)]);
    follower.stop();
  });

  it('gives up a request that never answers, and tries again', async () => {
    const { api, follower, log } = follow();
    await settle();
    const listEvents = api.listEvents;
    api.listEvents = () => new Promise(() => {});
    await settle(25_000);
    api.listEvents = listEvents;
    log.add('note', { text: 'came meanwhile' });
    await settle(40_000);
    expect(follower.getFeed().state?.seq).toBe(log.state.seq);
    expect(follower.getFeed().connection.status).toBe('live');
    follower.stop();
  });

  it('takes a new snapshot when the log does not fit, and keeps the old picture until then', async () => {
    const { api, follower, log } = follow();
    await settle();
    const pictures: unknown[] = [];
    follower.subscribe(() => pictures.push(follower.getFeed().state));
    const listEvents = api.listEvents;
    api.listEvents = async (...args) => {
      const page = await listEvents(...args);
      return { ...page, events: page.events.slice(1) };
    };
    follower.retryNow();
    await settle();
    startStep(log, 'w-2/cordon');
    log.add('note', { text: 'x' });
    api.wake();
    api.requests.length = 0;
    await settle(2 * FLUSH_INTERVAL_MS);
    expect(follower.getFeed().state).toEqual(log.state);
    expect(api.requests).toContain('getUpgrade');
    expect(pictures).not.toContain(undefined);
    follower.stop();
  });

  it('stops at the end of a finished upgrade', async () => {
    const { api, follower, log } = follow();
    await settle();
    log.add('finished', { outcome: 'completed' });
    api.wake();
    await settle(2 * FLUSH_INTERVAL_MS);
    expect(follower.getFeed()).toMatchObject({
      connection: { status: 'ended' },
      state: { outcome: 'completed' },
      view: { state: { outcome: 'completed' } },
    });
    api.requests.length = 0;
    await settle(60_000);
    expect(api.requests).toEqual([]);
    follower.stop();
  });

  it('holds events back while the view is frozen', async () => {
    const { api, follower, log } = follow();
    await settle();
    const before = follower.getFeed().state;
    follower.setFrozen(true);
    log.add('note', { text: '1' }).add('note', { text: '2' });
    api.wake();
    await settle(2 * FLUSH_INTERVAL_MS);
    expect(follower.getFeed()).toMatchObject({ heldBack: 2, isFrozen: true });
    expect(follower.getFeed().state).toBe(before);
    follower.setFrozen(false);
    expect(follower.getFeed().state).toEqual(log.state);
    follower.stop();
  });

  it('holds no request open in a hidden tab, and catches up when it is seen again', async () => {
    const { api, follower, log } = follow();
    await settle();
    follower.setHidden(true);
    log.add('note', { text: 'one' });
    api.wake();
    await settle(FLUSH_INTERVAL_MS);
    log.add('note', { text: 'two' });
    api.requests.length = 0;
    await settle(5000);
    expect(api.requests.length).toBeLessThanOrEqual(1);
    follower.setHidden(false);
    await settle(FLUSH_INTERVAL_MS);
    expect(follower.getFeed().state?.seq).toBe(log.state.seq);
    follower.stop();
  });

  it('says so when the upgrade may not be read any more, and asks no further', async () => {
    const { api, follower } = follow();
    await settle();
    api.outage = Object.assign(new Error('Not yours'), { statusCode: 403 });
    api.wake();
    await settle(100);
    expect(follower.getFeed().refusal?.message).toBe('Not yours');
    expect(follower.getFeed().state).toBeDefined();
    api.requests.length = 0;
    await settle(60_000);
    expect(api.requests).toEqual([]);
    follower.stop();
  });

  it('drops what arrives after it was stopped', async () => {
    const { api, follower, log, redraws } = follow();
    await settle();
    follower.stop();
    redraws.mockClear();
    log.add('note', { text: 'late' });
    api.wake();
    await settle(10_000);
    expect(redraws).not.toHaveBeenCalled();
  });

  it('keeps the end of a long log and loads the rest on demand', async () => {
    const scenario = runningScenario({ nodes: 60, done: 59 });
    const { follower, log } = follow(scenario);
    await settle();
    expect(follower.getFeed().events).toHaveLength(300);
    expect(follower.getFeed().hasEarlierEvents).toBe(true);
    await follower.loadEarlier();
    while (follower.getFeed().hasEarlierEvents) {
      await follower.loadEarlier();
    }
    expect(follower.getFeed().events.map(event => event.seq)).toEqual(
      log.events.map(event => event.seq),
    );
    follower.stop();
  });
});

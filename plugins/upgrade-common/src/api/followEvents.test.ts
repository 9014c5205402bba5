import { UpgradeEvent } from '../model/event';
import { followEvents } from './followEvents';
import { EventsPage } from './responses/upgradeSchemas';

const event = (seq: number) => ({ seq }) as UpgradeEvent;

function apiOf(...pages: Array<Partial<EventsPage> | Error>) {
  const asked: unknown[] = [];
  return {
    asked,
    listEvents: async (_: string, query: unknown) => {
      asked.push(query);
      const page = pages.shift()!;
      if (page instanceof Error) {
        throw page;
      }
      return { isComplete: false, serverTimeMs: 0, ...page } as EventsPage;
    },
  };
}

describe('followEvents', () => {
  it('gives each event once and ends with the upgrade', async () => {
    const api = apiOf(
      { events: [event(1), event(2)], nextAfter: 2 },
      { events: [], nextAfter: 2 },
      { events: [event(3)], nextAfter: 3, isComplete: true },
    );
    const seen: number[] = [];
    for await (const { seq } of followEvents(api, 'u')) {
      seen.push(seq);
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(api.asked).toEqual([
      { after: 0, wait: 25 },
      { after: 2, wait: 25 },
      { after: 2, wait: 25 },
    ]);
  });

  it('goes on after the event that was seen last', async () => {
    const api = apiOf({ events: [], nextAfter: 7, isComplete: true });
    const events = followEvents(api, 'u', { after: 7 });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(api.asked).toEqual([{ after: 7, wait: 25 }]);
  });

  it('ends with the error of a request that fails', async () => {
    const api = apiOf(
      { events: [event(1)], nextAfter: 1 },
      new Error('connection lost'),
    );
    const events = followEvents(api, 'u');
    await events.next();
    await expect(events.next()).rejects.toThrow('connection lost');
  });
});

import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { WorkQueue } from './WorkQueue';

function createQueue(
  options: Partial<ConstructorParameters<typeof WorkQueue>[0]> = {},
) {
  const clock = new VirtualClock();
  const ending = new AbortController();
  const done: string[] = [];
  const queue = new WorkQueue({
    clock,
    signal: ending.signal,
    work: async key => {
      done.push(key);
    },
    ...options,
  });
  return { clock, ending, done, queue };
}

describe('WorkQueue', () => {
  it('works once on a key that was added several times', async () => {
    const { clock, done, queue } = createQueue();
    ['a', 'b', 'a', 'a'].forEach(key => queue.add(key));
    await clock.advance(0);
    expect(done).toEqual(['a', 'b']);
  });

  it('works again on a key that was added during its own work, never at the same time', async () => {
    let running = 0;
    let most = 0;
    let times = 0;
    const { clock, queue } = createQueue({
      concurrency: 4,
      work: async key => {
        running += 1;
        most = Math.max(most, running);
        times += 1;
        if (times === 1) {
          queue.add(key);
        }
        await clock.sleep(10);
        running -= 1;
      },
    });
    queue.add('a');
    await clock.advance(100);
    expect({ most, times }).toEqual({ most: 1, times: 2 });
  });

  it('works on no more keys at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const { clock, queue } = createQueue({
      concurrency: 2,
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await clock.sleep(10);
        running -= 1;
      },
    });
    ['a', 'b', 'c', 'd', 'e'].forEach(key => queue.add(key));
    await clock.advance(100);
    expect({ most, running }).toEqual({ most: 2, running: 0 });
  });

  it('comes back twice as late after each failure, until it succeeds', async () => {
    const { clock, done, queue } = createQueue();
    const waits: number[] = [];
    for (let failure = 0; failure < 3; failure += 1) {
      const startMs = clock.now();
      const before = done.length;
      queue.retry('a');
      await clock.advanceUntil(() => done.length > before, 10_000);
      waits.push(clock.now() - startMs);
    }
    queue.succeeded('a');
    const startMs = clock.now();
    queue.retry('a');
    await clock.advanceUntil(() => done.length === 4, 10_000);
    waits.push(clock.now() - startMs);
    expect(waits).toEqual([50, 100, 200, 50]);
  });

  it('keeps the earlier of two appointments', async () => {
    const { clock, done, queue } = createQueue();
    queue.addAfter('a', 500);
    queue.addAfter('a', 100);
    queue.addAfter('a', 900);
    await clock.advance(100);
    expect(done).toEqual(['a']);
    await clock.advance(1_000);
    expect(done).toEqual(['a']);
  });

  it('takes a burst together when told to wait for its end', async () => {
    const { clock, done, queue } = createQueue({ coalesceMs: 10 });
    queue.add('a');
    await clock.advance(5);
    queue.add('a');
    expect(done).toEqual([]);
    await clock.advance(5);
    expect(done).toEqual(['a']);
  });

  it('starts nothing after its end', async () => {
    const { clock, ending, done, queue } = createQueue();
    queue.addAfter('a', 10);
    ending.abort();
    queue.add('b');
    await clock.advance(100);
    expect(done).toEqual([]);
    expect(clock.nextDueAtMs()).toBeUndefined();
  });
});

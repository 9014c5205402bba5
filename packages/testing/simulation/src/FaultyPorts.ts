import {
  ClusterApiError,
  ClusterClient,
  ClusterUnreachableError,
  ListOptions,
  ResourceType,
  WatchEvent,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Fence } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import {
  Claim,
  ClaimRequest,
  Renewal,
  RequestTransition,
  Transition,
  UpgradeStore,
} from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { drawApiError, drawDelayMs, drawFreezeMs } from './faults';
import { FaultSource } from './FaultSource';
import { isWrite, recordedWrite } from './recordedWrite';
import { SimulatedProcess } from './SimulatedProcess';

export type { FaultSource } from './FaultSource';

/**
 * Requests to a cluster's API are answered within this time or not at all; the engine's reserve of its
 * lease is longer.
 */
const MAX_API_DELAY_MS = 2_500;

/** A run that claims more often does not come to rest. */
const MAX_CLAIMS = 500;

/** The store as a process sees it through an unreliable network. */
export function faultyStore(
  store: UpgradeStore,
  process: SimulatedProcess,
  source: FaultSource,
): UpgradeStore {
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name, target);
      if (typeof method !== 'function') {
        return method;
      }
      return (...args: unknown[]) =>
        answered(
          process,
          source,
          throughNetwork(source, async () => {
            if (name === 'claimUpgrade' && source.claims > MAX_CLAIMS) {
              throw new Error(`nobody claims more than ${MAX_CLAIMS} times`);
            }
            const result = await method.apply(target, args);
            record(source, process, String(name), args, result);
            return result;
          }),
          isIntent(name, args) ? AT_INTENT : 1,
        );
    },
  });
}

/** How much likelier than elsewhere a process stands still between an intent and its effect. */
const AT_INTENT = 10;

function isIntent(method: string | symbol, args: unknown[]): boolean {
  return (
    method === 'commitTransition' &&
    (args[1] as Transition).events.some(({ type }) => type === 'step-intent')
  );
}

/** What comes back to a process, which may stand still at that very moment. */
function answered<T>(
  process: SimulatedProcess,
  { rates, random, leaseMs, history, time }: FaultSource,
  outside: Promise<T>,
  weight = 1,
): Promise<T> {
  const freeze = () => {
    if (random.next() < weight * rates.freezeAtAnswer) {
      const freezeMs = drawFreezeMs(random, leaseMs);
      // Both clocks wrong at once is more than a lease can bear.
      const isAsleep = rates.clockJump === 0 && random.next() < 0.5;
      process.freeze(freezeMs, isAsleep);
      if (rates.clockJump > 0 && random.next() < 0.5) {
        // As of a virtual machine that was suspended, and doesn't know.
        process.jump(-freezeMs);
        history.push({ what: 'clock', atMs: time.now() });
      }
    }
  };
  outside.then(freeze, freeze);
  return process.answer(outside);
}

async function throughNetwork<T>(
  { rates, random, time, leaseMs }: FaultSource,
  call: () => Promise<T>,
): Promise<T> {
  if (random.next() < rates.storeDelay) {
    await time.sleep(drawDelayMs(random, leaseMs));
  }
  const isLate = random.next() < rates.storeDelay;
  if (random.next() < rates.storeError) {
    throw new Error('connection to the database refused');
  }
  const isLost = random.next() < rates.storeLostAnswer;
  const result = await call();
  if (isLate) {
    await time.sleep(drawDelayMs(random, leaseMs));
  }
  if (isLost) {
    throw new Error('connection to the database lost');
  }
  return result;
}

function record(
  source: FaultSource,
  process: SimulatedProcess,
  method: string,
  args: unknown[],
  result: unknown,
): void {
  const { history } = source;
  const atMs = source.time.now();
  const worker = process.name;
  const [{ epoch }, second] = args as [Fence, any];
  if (method === 'claimUpgrade' && result) {
    const { leaseMs } = args[0] as ClaimRequest;
    const claim = result as Claim;
    const claimed = { worker, epoch: claim.fence.epoch, leaseMs };
    source.claims += 1;
    history.push({ what: 'claim', atMs, ...claimed });
  } else if (method === 'renewLease') {
    const { leaseMs } = second as Renewal;
    history.push({ what: 'renewal', atMs, epoch, leaseMs });
  } else if (method === 'releaseLease') {
    history.push({ what: 'release', atMs, epoch });
  } else if (method === 'commitTransition') {
    const { events, state } = second as Transition;
    source.latest = state;
    history.push({ what: 'commit', atMs, epoch, events });
  }
}

/** The events of people, who have a network of their own. */
export function recordingStore(
  store: UpgradeStore,
  source: FaultSource,
): UpgradeStore {
  const { history, time } = source;
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name, target);
      if (typeof method !== 'function') {
        return method;
      }
      return name === 'appendRequest'
        ? async (transition: RequestTransition) => {
            await method.call(target, transition);
            source.latest = transition.state;
            const { events } = transition;
            history.push({ what: 'commit', atMs: time.now(), events });
          }
        : method.bind(target);
    },
  });
}

/** The cluster's API as a process sees it: slow, in trouble, or silent after the deed. */
export function faultyClient(
  client: ClusterClient,
  process: SimulatedProcess,
  source: FaultSource,
): ClusterClient {
  return new Proxy(client, {
    get: (target, name) => {
      const method = Reflect.get(target, name, target);
      if (typeof method !== 'function') {
        return method;
      }
      if (name === 'watch') {
        return (...args: Parameters<ClusterClient['watch']>) =>
          watched(target.watch(...args), process, source);
      }
      return (...args: unknown[]) =>
        answered(
          process,
          source,
          throughTrouble(source, isOfWatch(name, args), () =>
            isWrite(name)
              ? recordedWrite(target, name, args, process, source)
              : method.apply(target, args),
          ),
        );
    },
  });
}

/** Whether it is the list of all objects of a kind that a watch begins with. */
function isOfWatch(name: string | symbol, args: unknown[]): boolean {
  if (name !== 'list') {
    return false;
  }
  const [{ plural }, options] = args as [ResourceType, ListOptions?];
  return (
    ['pods', 'nodes'].includes(plural) && options?.fieldSelector === undefined
  );
}

async function throughTrouble<T>(
  source: FaultSource,
  isWatching: boolean,
  call: () => Promise<T>,
): Promise<T> {
  const { rates, random, time } = source;
  if (random.next() < rates.apiDelay) {
    await time.sleep(Math.ceil(random.next() * MAX_API_DELAY_MS));
  }
  if (source.isOut) {
    throw new ClusterUnreachableError('no route to host');
  }
  if (isWatching && source.silence) {
    throw new ClusterApiError(504, 'Timeout', 'it took too long');
  }
  if (random.next() < rates.apiError) {
    throw drawApiError(random);
  }
  const isLost = random.next() < rates.apiLostAnswer;
  const result = await call();
  if (isLost) {
    throw new ClusterUnreachableError('socket hang up');
  }
  return result;
}

async function* watched(
  events: AsyncIterable<WatchEvent<any>>,
  process: SimulatedProcess,
  source: FaultSource,
): AsyncGenerator<WatchEvent<any>> {
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await process.answer(iterator.next());
      if (source.silence) {
        await process.answer(source.silence.ended);
      }
      if (source.isOut) {
        throw new ClusterUnreachableError('no route to host');
      }
      if (next.done) {
        return;
      }
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

import { UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ANNOTATION_CORDONED_BY,
  ANNOTATION_EPOCH,
  ClusterClient,
  ClusterUnreachableError,
  KubeObject,
  ObjectKey,
  Random,
  ResourceType,
  resourceTypes,
  WatchEvent,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Fence } from '../database/Fence';
import { Claim, Transition, UpgradeStore } from '../database/UpgradeStore';
import { drawApiError, drawDelayMs, FaultRates } from './faults';
import { HistoryEntry } from './History';
import { SimulatedProcess } from './SimulatedProcess';

/** What faulty ports share in a run. */
export interface FaultSource {
  /** Changed while it runs: faults end before the end. */
  rates: FaultRates;
  random: Random;
  time: VirtualClock;
  history: HistoryEntry[];
  leaseMs: number;
}

/**
 * Requests to a cluster's API are answered within this time or not at all; the engine's reserve of its
 * lease is longer.
 */
const MAX_API_DELAY_MS = 2_500;

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
        process.answer(
          throughNetwork(source, async () => {
            const result = await method.apply(target, args);
            record(source.history, process, String(name), args, result);
            return result;
          }),
        );
    },
  });
}

async function throughNetwork<T>(
  { rates, random, time, leaseMs }: FaultSource,
  call: () => Promise<T>,
): Promise<T> {
  if (random.next() < rates.storeDelay) {
    await time.sleep(drawDelayMs(random, leaseMs));
  }
  if (random.next() < rates.storeError) {
    throw new Error('connection to the database refused');
  }
  const isLost = random.next() < rates.storeLostAnswer;
  const result = await call();
  if (isLost) {
    throw new Error('connection to the database lost');
  }
  return result;
}

function record(
  history: HistoryEntry[],
  process: SimulatedProcess,
  method: string,
  args: unknown[],
  result: unknown,
): void {
  if (method === 'claimUpgrade' && result) {
    const { epoch } = (result as Claim).fence;
    history.push({ what: 'claim', worker: process.name, epoch });
  }
  if (method === 'commitTransition') {
    const [{ epoch }, { events }] = args as [Fence, Transition];
    history.push({ what: 'commit', epoch, events });
  }
}

/** The events of people, who have a network of their own. */
export function recordingStore(
  store: UpgradeStore,
  history: HistoryEntry[],
): UpgradeStore {
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name, target);
      if (typeof method !== 'function') {
        return method;
      }
      return name === 'appendRequest'
        ? async (transition: { events: UpgradeEvent[] }) => {
            await method.call(target, transition);
            history.push({ what: 'commit', events: transition.events });
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
          watched(target.watch(...args), process);
      }
      return (...args: unknown[]) =>
        process.answer(
          throughTrouble(source, () =>
            name === 'patch' || name === 'delete'
              ? recorded(target, name, args, process, source.history)
              : method.apply(target, args),
          ),
        );
    },
  });
}

async function throughTrouble<T>(
  { rates, random, time }: FaultSource,
  call: () => Promise<T>,
): Promise<T> {
  if (random.next() < rates.apiDelay) {
    await time.sleep(Math.ceil(random.next() * MAX_API_DELAY_MS));
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
): AsyncGenerator<WatchEvent<any>> {
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await process.answer(iterator.next());
      if (next.done) {
        return;
      }
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A write, with what it changed. */
async function recorded(
  client: ClusterClient,
  verb: 'patch' | 'delete',
  args: unknown[],
  process: SimulatedProcess,
  history: HistoryEntry[],
): Promise<unknown> {
  const [resource, key, , body] = args as [
    ResourceType,
    ObjectKey,
    string,
    KubeObject | undefined,
  ];
  const before = await contentOf(client, resource, key);
  const method = client[verb] as (...all: unknown[]) => Promise<unknown>;
  const result = await method.apply(client, args);
  const after = await contentOf(client, resource, key);
  history.push({
    what: 'write',
    worker: process.name,
    epoch: Number(body?.metadata.annotations?.[ANNOTATION_EPOCH] ?? NaN),
    verb,
    object: `${resource.kind}/${key.name}`,
    isEffective: before !== after,
    cordoned: await countCordoned(client),
  });
  return result;
}

/** What an object is about; who wrote it last and when is not. */
async function contentOf(
  client: ClusterClient,
  resource: ResourceType,
  key: ObjectKey,
): Promise<string> {
  try {
    const { spec, data } = await client.get(resource, key);
    return JSON.stringify([spec, data]);
  } catch {
    return 'absent';
  }
}

async function countCordoned(client: ClusterClient): Promise<number> {
  const { items } = await client.list(resourceTypes.nodes);
  return items.filter(
    ({ metadata, spec }) =>
      spec?.unschedulable === true &&
      metadata.annotations?.[ANNOTATION_CORDONED_BY] !== undefined,
  ).length;
}

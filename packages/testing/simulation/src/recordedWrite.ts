import {
  ANNOTATION_CORDONED_BY,
  ANNOTATION_EPOCH,
  ClusterClient,
  isApiError,
  KubeObject,
  listAll,
  ObjectKey,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { FaultSource } from './FaultSource';
import { SimulatedProcess } from './SimulatedProcess';

const WRITES = ['create', 'update', 'patch', 'delete', 'evict'] as const;

type WriteVerb = (typeof WRITES)[number];

export function isWrite(name: string | symbol): name is WriteVerb {
  return (WRITES as readonly (string | symbol)[]).includes(name);
}

/** Sends a write, and puts down what it changed, which is nothing where it was refused. */
export async function recordedWrite(
  client: ClusterClient,
  verb: WriteVerb,
  args: unknown[],
  process: SimulatedProcess,
  source: FaultSource,
): Promise<unknown> {
  const [resource, key] = targetOf(verb, args);
  if (source.random.next() < source.rates.overtaken) {
    await overtake(verb, args, key, source);
  }
  const admin = source.admin;
  const before = await contentOf(admin, resource, key);
  const nodes = await listAll(admin, resourceTypes.nodes);
  const method = client[verb] as (...all: unknown[]) => Promise<unknown>;
  const answer = method.apply(client, args);
  const refusal = await answer.then(
    () => undefined,
    error => error,
  );
  if (isApiError(refusal, 403)) {
    const request = `${verb} of ${resource.kind} ${key.name}`;
    source.history.push({
      what: 'forbidden',
      atMs: source.time.now(),
      request,
    });
  }
  const after = await contentOf(admin, resource, key);
  const node = verb === 'evict' ? before.object?.spec.nodeName : undefined;
  source.history.push({
    what: 'write',
    atMs: source.time.now(),
    worker: process.name,
    epoch: epochOf(verb === 'create' ? args[1] : args[3]),
    verb,
    object: `${resource.kind}/${key.name}`,
    ...(verb === 'evict' && {
      node: node ?? 'no node',
      isNodeCordoned: nodes.items.some(
        ({ metadata, spec }) => metadata.name === node && spec?.unschedulable,
      ),
    }),
    isEffective: before.text !== after.text,
    cordoned: await countCordoned(admin),
  });
  return answer;
}

/** Somebody is a moment earlier, where that matters. */
async function overtake(
  verb: WriteVerb,
  args: unknown[],
  key: ObjectKey,
  { life }: FaultSource,
): Promise<void> {
  if (verb === 'evict') {
    await life?.remake({ namespace: key.namespace!, name: key.name });
  } else if (
    (args[3] as KubeObject | undefined)?.spec?.unschedulable === true
  ) {
    await life?.cordon(key.name);
  }
}

function targetOf(verb: WriteVerb, args: unknown[]): [ResourceType, ObjectKey] {
  if (verb === 'evict') {
    return [resourceTypes.pods, args[0] as ObjectKey];
  }
  const [resource, second] = args as [ResourceType, ObjectKey & KubeObject];
  return [resource, second.metadata ?? second];
}

function epochOf(body: unknown): number | undefined {
  const { annotations } = (body as KubeObject | undefined)?.metadata ?? {};
  const epoch = annotations?.[ANNOTATION_EPOCH];
  return epoch === undefined ? undefined : Number(epoch);
}

/** What an object is about; who wrote it last and when is not. */
async function contentOf(
  client: ClusterClient,
  resource: ResourceType,
  key: ObjectKey,
): Promise<{ text: string; object?: KubeObject }> {
  try {
    const object = await client.get(resource, key);
    const { spec, data, metadata } = object;
    const { uid, deletionTimestamp } = metadata;
    return {
      text: JSON.stringify([spec, data, uid, deletionTimestamp]),
      object,
    };
  } catch {
    return { text: 'absent' };
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

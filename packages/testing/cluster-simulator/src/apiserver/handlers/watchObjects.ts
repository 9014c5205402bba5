import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { StoredObject, StoreEvent } from '../../storage/StoredObject';
import { expired } from '../errors/StatusError';
import { Presentation } from '../presentation/Presentation';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { ChunkQueue } from '../response/ChunkQueue';
import { ServerContext } from '../ServerContext';
import { Selection, selectionMatcher } from './listObjects';

/** What a watch lasts when the client doesn't say. */
const DEFAULT_TIMEOUT_SECONDS = 30 * 60;
const BOOKMARK_INTERVAL_MS = 60_000;
/** A client that knows how far it got can go on after the end without starting anew. */
const BOOKMARK_BEFORE_END_MS = 2_000;

/** @internal */
export interface WatchRequest extends Selection {
  /** Start after this version; absent or 0: start with the present objects. */
  resourceVersion?: string;
  /** Overrides what `resourceVersion` says about present objects. */
  sendInitialEvents?: boolean;
  allowBookmarks: boolean;
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

/**
 * Opens a watch. Events reach the queue in the same call that wrote them.
 *
 * @throws StatusError with code 400 for a selector that can't be read
 * @internal
 */
export function watchObjects(
  context: ServerContext,
  definition: ResourceDefinition,
  request: WatchRequest,
  presentation: Presentation,
): ChunkQueue {
  const { store, clock } = context;
  const isMatch = selectionMatcher(definition, request);
  const queue = new ChunkQueue();
  const send = (type: string, object: string) =>
    queue.push(`{"type":"${type}","object":${object}}\n`);
  const isSelected = ({ object }: StoredObject) =>
    (!request.namespace || object.metadata.namespace === request.namespace) &&
    isMatch(object);
  const deliver = (event: StoreEvent) => {
    const type = watchEventType(event, isSelected);
    if (type) {
      send(type, presentation.object(shownObject(event, type)));
    }
  };

  const start = Number(request.resourceVersion ?? 0);
  if (request.sendInitialEvents ?? start === 0) {
    store
      .list(definition.bucket, request.namespace)
      .filter(isSelected)
      .forEach(item => send('ADDED', presentation.object(item)));
    if (request.sendInitialEvents) {
      send('BOOKMARK', bookmark(definition, store.revision, true));
    }
  } else if (start > 0) {
    if (!store.hasHistorySince(definition.bucket, start)) {
      send('ERROR', tooOld(start, store.revision));
      queue.close();
      return queue;
    }
    store.eventsAfter(definition.bucket, start).forEach(deliver);
  }

  queue.onClose(store.subscribe(definition.bucket, deliver));
  const timeoutMs = (request.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000;
  queue.onClose(clock.schedule(timeoutMs, () => queue.close()));
  if (request.allowBookmarks) {
    sendBookmarks(context, queue, timeoutMs, () =>
      send('BOOKMARK', bookmark(definition, store.revision, false)),
    );
  }
  closeOnAbort(queue, request.signal);
  return queue;
}

function watchEventType(
  { type, current, previous }: StoreEvent,
  isSelected: (object: StoredObject) => boolean,
): string | undefined {
  const isShown = type !== 'deleted' && isSelected(current);
  const wasShown = previous !== undefined && isSelected(previous);
  if (isShown) {
    return wasShown ? 'MODIFIED' : 'ADDED';
  }
  return wasShown ? 'DELETED' : undefined;
}

/** Who leaves the selection is told as it was last seen in it. */
function shownObject(
  { type, current, previous, revision }: StoreEvent,
  shownAs: string,
): KubeObject | StoredObject {
  const hasLeft = shownAs === 'DELETED' && type !== 'deleted' && previous;
  return hasLeft
    ? {
        ...previous.object,
        metadata: {
          ...previous.object.metadata,
          resourceVersion: String(revision),
        },
      }
    : current;
}

function sendBookmarks(
  { clock }: ServerContext,
  queue: ChunkQueue,
  timeoutMs: number,
  send: () => void,
): void {
  if (timeoutMs > BOOKMARK_BEFORE_END_MS) {
    queue.onClose(clock.schedule(timeoutMs - BOOKMARK_BEFORE_END_MS, send));
  }
  let cancel = () => {};
  const plan = () => {
    cancel = clock.schedule(BOOKMARK_INTERVAL_MS, () => {
      send();
      plan();
    });
  };
  plan();
  queue.onClose(() => cancel());
}

function closeOnAbort(queue: ChunkQueue, signal?: AbortSignal): void {
  if (!signal) {
    return;
  }
  const close = () => queue.close();
  if (signal.aborted) {
    close();
    return;
  }
  signal.addEventListener('abort', close, { once: true });
  queue.onClose(() => signal.removeEventListener('abort', close));
}

function bookmark(
  definition: ResourceDefinition,
  revision: number,
  isInitialEnd: boolean,
): string {
  const object: Omit<KubeObject, 'metadata'> = {
    kind: definition.kind,
    apiVersion: apiVersionOf(definition),
    metadata: {
      resourceVersion: String(revision),
      ...(isInitialEnd && {
        annotations: { 'k8s.io/initial-events-end': 'true' },
      }),
    },
  };
  return JSON.stringify(object);
}

function tooOld(requested: number, current: number): string {
  return JSON.stringify(
    expired(`too old resource version: ${requested} (${current})`).toStatus(),
  );
}

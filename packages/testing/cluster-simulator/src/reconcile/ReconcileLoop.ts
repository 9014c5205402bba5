import {
  Clock,
  isApiError,
  KubeObject,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterView } from './ClusterView';
import { EventRecorder } from './EventRecorder';
import { keyOf } from './ObjectCache';
import { WorkQueue } from './WorkQueue';
import { WriteExecutor } from './WriteExecutor';
import { Reconciliation } from './writes';

/** @internal */
export interface ObjectChange {
  /** The last state of a removed object. */
  object: KubeObject;
  /** What it was before; undefined for one that is new here. */
  previous: KubeObject | undefined;
  isRemoved: boolean;
}

/**
 * Which keys to look at again after an object changed; the object's own key unless told.
 *
 * @internal
 */
export interface Trigger {
  resource: ResourceType;
  keysOf?: (change: ObjectChange, view: ClusterView) => string[];
}

/**
 * One controller as data: what it watches, and the pure function that decides.
 *
 * @internal
 */
export interface Reconciler {
  name: string;
  triggers: Trigger[];
  /** Resources that `reconcile` reads and that trigger nothing. */
  reads?: ResourceType[];
  /** Adds triggers while it runs, for resources that are defined later. */
  discover?(view: ClusterView, watch: (trigger: Trigger) => void): void;
  reconcile(key: string, view: ClusterView): Reconciliation;
  concurrency?: number;
  coalesceMs?: number;
}

/** @internal */
export interface ReconcileLoopOptions {
  clock: Clock;
  view: ClusterView;
  executor: WriteExecutor;
  events: EventRecorder;
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/**
 * Runs a reconciler until the signal aborts: a change queues keys, each key is looked at, and what
 * `reconcile` answers is carried out.
 *
 * @internal
 */
export function startReconcileLoop(
  reconciler: Reconciler,
  options: ReconcileLoopOptions,
): void {
  const { view, executor, events, signal, onError } = options;
  const watched = [
    ...reconciler.triggers.map(trigger => trigger.resource),
    ...(reconciler.reads ?? []),
  ];
  const work = async (key: string) => {
    try {
      const outcome = reconciler.reconcile(key, view);
      outcome.events?.forEach(event => events.record(event));
      await executor.execute(outcome.writes, signal);
      queue.succeeded(key);
      if (outcome.requeueAfterMs !== undefined) {
        queue.addAfter(key, outcome.requeueAfterMs);
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      // A conflict only means that somebody else was faster: look again.
      if (!isApiError(error, 409)) {
        onError(
          new Error(
            `${reconciler.name} could not finish ${key}, it will try again: ${
              (error as Error).message
            }`,
            { cause: error },
          ),
        );
      }
      queue.retry(key);
    }
  };
  const queue = new WorkQueue({
    clock: options.clock,
    signal,
    concurrency: reconciler.concurrency,
    coalesceMs: reconciler.coalesceMs,
    work: async key => {
      // A decision on half a picture would undo what the other half asks for.
      await Promise.all(watched.map(resource => view.whenSynced(resource)));
      await work(key);
    },
  });
  const watch = ({ resource, keysOf }: Trigger) =>
    view.cache(resource).onChange((object, previous, change) => {
      const isRemoved = change === 'removed';
      const keys = keysOf?.({ object, previous, isRemoved }, view) ?? [
        keyOf(object.metadata),
      ];
      keys.forEach(key => queue.add(key));
    });
  reconciler.triggers.forEach(watch);
  watched.forEach(resource => view.cache(resource));
  reconciler.discover?.(view, watch);
}

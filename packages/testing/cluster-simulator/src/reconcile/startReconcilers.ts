import { setMaxListeners } from 'node:events';
import { Clock, ClusterClient } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterView } from './ClusterView';
import { EventRecorder, EventVerbosity } from './EventRecorder';
import { Reconciler, startReconcileLoop } from './ReconcileLoop';
import { WriteExecutor } from './WriteExecutor';

/** @internal */
export interface ReconcilerEnvironment {
  client: ClusterClient;
  clock: Clock;
  signal: AbortSignal;
  onError: (error: unknown) => void;
  events?: EventVerbosity;
}

/**
 * Runs reconcilers over one shared view of the cluster until the signal aborts.
 *
 * @internal
 */
export function startReconcilers(
  reconcilers: readonly Reconciler[],
  environment: ReconcilerEnvironment,
): void {
  const { client, clock, signal, onError } = environment;
  // Every informer and queue listens to this one signal.
  setMaxListeners(0, signal);
  const view = new ClusterView({ client, clock, signal, onError });
  for (const reconciler of reconcilers) {
    const events = new EventRecorder({
      client,
      clock,
      component: reconciler.name,
      verbosity: environment.events,
    });
    const executor = new WriteExecutor({ client, clock, view, events });
    startReconcileLoop(reconciler, {
      clock,
      view,
      events,
      executor,
      signal,
      onError,
    });
  }
}

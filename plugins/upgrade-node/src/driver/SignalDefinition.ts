/**
 * A series worth watching for one component.
 *
 * @public
 */
export interface SignalDefinition {
  /** Unique within the cluster, for example `orchestrator/api-latency`. */
  id: string;
  componentId: string;
  title: string;
  unit: 'ratio' | 'seconds' | 'bytes' | 'cores' | 'count' | 'per-second';
  /** In which direction it gets worse. */
  worse: 'higher' | 'lower';
  source:
    | { kind: 'prometheus'; query: string }
    | { kind: 'pod-metrics'; metric: 'cpu' | 'memory' }
    | { kind: 'restarts' }
    | { kind: 'ready-instances' };
}

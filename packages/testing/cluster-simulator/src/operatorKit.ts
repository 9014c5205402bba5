/**
 * What a platform's simulated operators are written with: reconcilers that read a view of the cluster and
 * answer with writes.
 *
 * @packageDocumentation
 */
export type { PodFault, PodFaultKind } from './faults/fault';
export { isConditionTrue, withCondition } from './objects/conditions';
export type { Condition } from './objects/conditions';
export type { Node } from './objects/Node';
export { controllerOf, controllerReference } from './objects/owners';
export { isPodFinished, isPodReady, restartCountOf } from './objects/Pod';
export type { Pod } from './objects/Pod';
export { podFromTemplate } from './objects/podFromTemplate';
export { formatMicroTime, parseTime } from './objects/timestamps';
export type { ClusterView } from './reconcile/ClusterView';
export { keysOfController } from './reconcile/keysOfController';
export { keyOf, splitKey } from './reconcile/ObjectCache';
export type {
  ObjectChange,
  Reconciler,
  Trigger,
} from './reconcile/ReconcileLoop';
export { statusPatch } from './reconcile/statusPatch';
export { after, NOTHING_TO_DO } from './reconcile/writes';
export type { EventIntent, Reconciliation, Write } from './reconcile/writes';
export type { Readiness } from './seeds/readiness';
export type { SimulatedPlatform } from './SimulatedPlatform';

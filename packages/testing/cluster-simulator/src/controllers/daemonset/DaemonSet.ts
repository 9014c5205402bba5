import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Condition } from '../../objects/conditions';
import { resolveIntOrPercent } from '../../objects/intOrPercent';
import { LabelSelector } from '../../objects/labelSelector';
import { Node } from '../../objects/Node';
import { findUntoleratedTaint, Toleration } from '../../objects/taints';
import { isNodeSelected } from '../nodeSelection';
import { PodTemplate } from '../../objects/podFromTemplate';

/** @internal */
export interface DaemonSet extends KubeObject {
  spec: {
    selector: LabelSelector;
    template: PodTemplate;
    minReadySeconds?: number;
    revisionHistoryLimit?: number;
    updateStrategy?: {
      type?: 'RollingUpdate' | 'OnDelete';
      rollingUpdate?: {
        maxUnavailable?: number | string;
        maxSurge?: number | string;
      };
    };
  };
  status?: {
    currentNumberScheduled?: number;
    numberMisscheduled?: number;
    desiredNumberScheduled?: number;
    numberReady?: number;
    updatedNumberScheduled?: number;
    numberAvailable?: number;
    numberUnavailable?: number;
    observedGeneration?: number;
    collisionCount?: number;
    conditions?: Condition[];
  };
}

/** What upstream adds so that a node's trouble does not take its daemons away. */
const DAEMON_TOLERATIONS: readonly Toleration[] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
].map(([name, effect]) => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
  effect,
}));

/** @internal */
export function daemonTolerations(daemonSet: DaemonSet): Toleration[] {
  const own = daemonSet.spec.template.spec.tolerations ?? [];
  return [...own, ...DAEMON_TOLERATIONS];
}

/**
 * Whether a daemon pod should be started on the node, and whether one that is there may stay.
 *
 * @internal
 */
export function daemonNeed(
  daemonSet: DaemonSet,
  node: Node,
): { shouldRun: boolean; mayStay: boolean } {
  if (!isNodeSelected(daemonSet.spec.template.spec, node)) {
    return { shouldRun: false, mayStay: false };
  }
  const tolerations = daemonTolerations(daemonSet);
  const taints = node.spec?.taints;
  const blocks = (effects: Array<'NoSchedule' | 'NoExecute'>) =>
    findUntoleratedTaint(taints, tolerations, effects) !== undefined;
  return {
    shouldRun: !blocks(['NoSchedule', 'NoExecute']),
    mayStay: !blocks(['NoExecute']),
  };
}

/** @internal */
export function maxUnavailableOf(
  daemonSet: DaemonSet,
  desired: number,
): number {
  const maxUnavailable =
    daemonSet.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  return resolveIntOrPercent(maxUnavailable, desired, 'up');
}

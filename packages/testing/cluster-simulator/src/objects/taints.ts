/** @internal */
export interface Taint {
  key: string;
  value?: string;
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  timeAdded?: string;
}

/** @internal */
export interface Toleration {
  key?: string;
  operator?: 'Exists' | 'Equal';
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** @internal */
export const UNSCHEDULABLE_TAINT_KEY = 'node.kubernetes.io/unschedulable';
/** @internal */
export const NOT_READY_TAINT_KEY = 'node.kubernetes.io/not-ready';
/** @internal */
export const UNREACHABLE_TAINT_KEY = 'node.kubernetes.io/unreachable';

/** @internal */
export function isTolerated(
  taint: Taint,
  tolerations: readonly Toleration[] | undefined,
): boolean {
  return findToleration(taint, tolerations) !== undefined;
}

/** @internal */
export function findToleration(
  taint: Taint,
  tolerations: readonly Toleration[] | undefined,
): Toleration | undefined {
  return tolerations?.find(toleration => {
    if (toleration.effect && toleration.effect !== taint.effect) {
      return false;
    }
    if (toleration.key && toleration.key !== taint.key) {
      return false;
    }
    if (toleration.operator === 'Exists') {
      return true;
    }
    // An empty key with the default operator matches nothing.
    return (
      toleration.key !== undefined &&
      (toleration.value ?? '') === (taint.value ?? '')
    );
  });
}

/** @internal */
export function findUntoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: ReadonlyArray<Taint['effect']>,
): Taint | undefined {
  return taints?.find(
    taint => effects.includes(taint.effect) && !isTolerated(taint, tolerations),
  );
}

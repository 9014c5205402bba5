import { KubeObject } from '../../ports/KubeObject';

/**
 * Key of the taint on nodes that an upgrade has yet to come to. Pods may run there, and prefer others: one
 * that is moved does not have to move again when its new node's turn comes. Its value is the upgrade.
 *
 * @public
 */
export const TAINT_TO_BE_UPGRADED = 'cluster-upgrade.io/to-be-upgraded';

interface Taint {
  key: string;
  value?: string;
  effect: string;
}

/**
 * Whether an upgrade has put its taint on a node.
 *
 * @internal
 */
export function isAvoided(node: KubeObject, upgradeId: string): boolean {
  return taintsOf(node).some(taint => isOurs(taint, upgradeId));
}

/**
 * The change that puts the taint there, bound to the version that was looked at, because the list is
 * replaced whole.
 *
 * @internal
 */
export function avoidPatch(node: KubeObject, upgradeId: string) {
  const others = taintsOf(node).filter(
    ({ key }) => key !== TAINT_TO_BE_UPGRADED,
  );
  return taintsPatch(node, [
    ...others,
    {
      key: TAINT_TO_BE_UPGRADED,
      value: upgradeId,
      effect: 'PreferNoSchedule',
    },
  ]);
}

/**
 * The change that takes it away.
 *
 * @internal
 */
export function stopAvoidingPatch(node: KubeObject, upgradeId: string) {
  return taintsPatch(
    node,
    taintsOf(node).filter(taint => !isOurs(taint, upgradeId)),
  );
}

function taintsPatch(node: KubeObject, taints: readonly Taint[]) {
  return {
    metadata: { resourceVersion: node.metadata.resourceVersion },
    spec: { taints: taints.length > 0 ? taints : null },
  };
}

function taintsOf(node: KubeObject): readonly Taint[] {
  return node.spec?.taints ?? [];
}

function isOurs({ key, value }: Taint, upgradeId: string): boolean {
  return key === TAINT_TO_BE_UPGRADED && value === upgradeId;
}

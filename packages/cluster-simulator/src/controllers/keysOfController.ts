import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { controllerOf } from '../objects/owners';
import { keyOf } from '../reconcile/ObjectCache';

/**
 * Leads from an object to the controller of the given kind that owns it.
 *
 * @internal
 */
export function keysOfController(
  kind: string,
): (object: KubeObject) => string[] {
  return object => {
    const owner = controllerOf(object);
    return owner?.kind === kind
      ? [keyOf({ name: owner.name, namespace: object.metadata.namespace })]
      : [];
  };
}

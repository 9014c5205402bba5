import { controllerOf } from '../objects/owners';
import { keyOf } from './ObjectCache';
import { ObjectChange } from './ReconcileLoop';

/**
 * Leads from an object to the controller of the given kind that owns it.
 *
 * @internal
 */
export function keysOfController(
  kind: string,
): (change: ObjectChange) => string[] {
  return ({ object }) => {
    const owner = controllerOf(object);
    return owner?.kind === kind
      ? [keyOf({ name: owner.name, namespace: object.metadata.namespace })]
      : [];
  };
}

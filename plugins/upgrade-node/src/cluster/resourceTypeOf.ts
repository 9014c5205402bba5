import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { InputError } from '@backstage/errors';
import { ObjectKey, ResourceType } from '../ports/KubeObject';
import { resourceTypes } from './resourceTypes';

/**
 * The API resource of an object: built-in kinds are known, custom ones are looked up in `known` (such
 * as a driver's `watchedResources`) or made from `plural`.
 *
 * @throws InputError when the kind is unknown and no plural is given
 * @public
 */
export function resourceTypeOf(
  object: ObjectRef & { plural?: string },
  known: readonly ResourceType[] = [],
): ResourceType {
  const [version, group = ''] = object.apiVersion.split('/').reverse();
  const found = [...known, ...Object.values(resourceTypes)].find(
    type =>
      type.group === group &&
      type.version === version &&
      type.kind === object.kind,
  );
  if (found) {
    return found;
  }
  if (!object.plural) {
    throw new InputError(
      `The plural of ${object.apiVersion} ${object.kind} is not known; name it as 'plural' of the object, or add the resource to the driver's watchedResources`,
    );
  }
  return {
    group,
    version,
    plural: object.plural,
    kind: object.kind,
    isNamespaced: object.namespace !== undefined,
  };
}

/**
 * An object's name and namespace, for a request.
 *
 * @public
 */
export function keyOf(object: ObjectRef): ObjectKey {
  return object.namespace === undefined
    ? { name: object.name }
    : { name: object.name, namespace: object.namespace };
}

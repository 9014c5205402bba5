import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { badRequest } from '../errors/StatusError';
import { ResourceDefinition } from '../resources/ResourceDefinition';

/**
 * Gives the object the namespace of the request.
 *
 * @throws StatusError with code 400 when it names another one
 * @internal
 */
export function matchNamespace(
  definition: ResourceDefinition,
  namespace: string | undefined,
  object: KubeObject,
): void {
  const expected = definition.isNamespaced ? namespace : undefined;
  if (!expected) {
    delete object.metadata.namespace;
  } else if (!object.metadata.namespace) {
    object.metadata.namespace = expected;
  } else if (object.metadata.namespace !== expected) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../ports/KubeObject';

/**
 * Names an object that was read.
 *
 * @public
 */
export function objectRefOf({
  apiVersion,
  kind,
  metadata: { namespace, name },
}: KubeObject): ObjectRef {
  return {
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
  };
}

import { KubeObject, ResourceType } from '@cluster-upgrade/plugin-upgrade-node';
import { mergePatch } from '../objects/mergePatch';
import { Write } from './writes';

/**
 * The write that makes an object's status equal to `status`; none when it already is.
 *
 * @internal
 */
export function statusPatch(
  resource: ResourceType,
  object: KubeObject,
  status: object,
  /** Refuse it when somebody else wrote the object since it was read. */
  lock: 'locked' | 'unlocked' = 'unlocked',
): Write[] {
  const change = mergePatch(
    object.status ?? {},
    status as Record<string, unknown>,
  );
  const { name, namespace, uid, resourceVersion } = object.metadata;
  return Object.keys(change).length === 0
    ? []
    : [
        {
          verb: 'patch',
          resource,
          key: { name, namespace },
          patchType: 'merge',
          subresource: 'status',
          body: {
            // The uid makes the API refuse it for a namesake that came later.
            metadata: { uid, ...(lock === 'locked' && { resourceVersion }) },
            status: change,
          },
        },
      ];
}

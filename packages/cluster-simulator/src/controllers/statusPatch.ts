import { KubeObject, ResourceType } from '@cluster-upgrade/plugin-upgrade-node';
import { isSameJson } from '../objects/canonicalJson';
import { Write } from '../reconcile/writes';

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
  const wanted = status as Record<string, unknown>;
  const present = (object.status ?? {}) as Record<string, unknown>;
  const changed = Object.keys({ ...present, ...wanted }).filter(
    field => !isSameJson(present[field], wanted[field]),
  );
  const { name, namespace } = object.metadata;
  return changed.length === 0
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
            metadata: {
              uid: object.metadata.uid,
              ...(lock === 'locked' && {
                resourceVersion: object.metadata.resourceVersion,
              }),
            },
            status: Object.fromEntries(
              changed.map(field => [field, wanted[field] ?? null]),
            ),
          },
        },
      ];
}

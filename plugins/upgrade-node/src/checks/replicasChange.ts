import {
  ApplicationInfo,
  objectKey,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * To how many instances a plan scales an application; undefined where it leaves the number alone.
 *
 * @internal
 */
export function replicasChange(
  { object }: ApplicationInfo,
  { changes }: UpgradePlan,
): { from: number; to: number } | undefined {
  const replicas = changes
    .find(change => objectKey(change.object) === objectKey(object))
    ?.fields.find(({ kind }) => kind === 'replicas');
  return replicas && { from: Number(replicas.from), to: Number(replicas.to) };
}

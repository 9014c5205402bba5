import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Write } from '@cluster-upgrade/cluster-simulator/operatorKit';
import { IMAGE_REPLACED } from './reconcileContainer';
import { isRunning, NODE_VERSION_LABEL, WekaContainer } from './wekaObjects';

/**
 * Labels a machine with the version of the container on it that was replaced last, so that a fault can
 * follow the upgrade from machine to machine. Real operators don't; the key says that it is ours.
 *
 * @internal
 */
export function reportNodeVersion(
  node: KubeObject,
  containers: readonly WekaContainer[],
): Write[] {
  const [newest] = containers
    .filter(isRunning)
    .sort((one, other) => replacedAt(other).localeCompare(replacedAt(one)));
  const version = versionOf(newest?.status?.lastAppliedImage);
  const { name, uid, labels } = node.metadata;
  return !version || labels?.[NODE_VERSION_LABEL] === version
    ? []
    : [
        {
          verb: 'patch',
          resource: resourceTypes.nodes,
          key: { name },
          patchType: 'merge',
          body: {
            metadata: { uid, labels: { [NODE_VERSION_LABEL]: version } },
          },
        },
      ];
}

function replacedAt({ status }: WekaContainer): string {
  return status?.timestamps?.[IMAGE_REPLACED] ?? '';
}

/**
 * An image's tag.
 *
 * @internal
 */
export function versionOf(image: string | undefined): string | undefined {
  return image && /:([^/:@]+)$/.exec(image)?.[1];
}

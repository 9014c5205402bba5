import { Write } from '@cluster-upgrade/cluster-simulator/operatorKit';
import { WekaContainer, wekaResources } from './wekaObjects';

/**
 * Tells a container which image to run from now on.
 *
 * @internal
 */
export function setImage(
  container: WekaContainer,
  image: string,
  upgradePolicyType?: string,
): Write {
  const { name, namespace, uid } = container.metadata;
  return {
    verb: 'patch',
    resource: wekaResources.containers,
    key: { name, namespace },
    patchType: 'merge',
    body: {
      metadata: { uid },
      spec: { image, ...(upgradePolicyType && { upgradePolicyType }) },
    },
  };
}

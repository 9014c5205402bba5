import { NotFoundError } from '@backstage/errors';
import {
  Inventory,
  ReleaseOption,
  releaseOptions,
  TargetDescriptor,
  wekaPolicy,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DriverContext,
  isApiError,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { readWeka } from './readWeka';
import { withTag } from './resources';

/** Beside the WekaCluster; `data.versions` holds image tags, separated by commas or lines. */
const RELEASES_CONFIG_MAP = 'weka-releases';

/** Newer versions, from the configuration and from the cluster's own list. */
export async function listReleases(
  context: DriverContext,
  inventory: Inventory,
  configured: readonly string[],
): Promise<ReleaseOption[]> {
  const published = await readPublished(context);
  return releaseOptions({
    policy: wekaPolicy,
    current: inventory.version ? { version: inventory.version } : undefined,
    available: [...configured, ...published].map(version => ({ version })),
  });
}

/** @throws NotFoundError when the version is not offered */
export async function describeTarget(
  context: DriverContext,
  inventory: Inventory,
  version: string,
  configured: readonly string[],
): Promise<TargetDescriptor> {
  const options = await listReleases(context, inventory, configured);
  if (!options.some(option => option.version === version)) {
    throw new NotFoundError(
      `${context.clusterRef} is not offered Weka ${version}. Name it in upgrade.weka.versions, or in the ConfigMap ${RELEASES_CONFIG_MAP} beside the WekaCluster.`,
    );
  }
  return {
    version,
    components: inventory.components.map(component => ({
      componentId: component.id,
      images: Object.fromEntries(
        Object.entries(component.images).map(([container, image]) => [
          container,
          withTag(image, version),
        ]),
      ),
    })),
  };
}

async function readPublished(context: DriverContext): Promise<string[]> {
  const { cluster } = await readWeka(context);
  try {
    const map = await context.cluster.get(
      resourceTypes.configMaps,
      {
        namespace: cluster.metadata.namespace,
        name: RELEASES_CONFIG_MAP,
      },
      { signal: context.signal },
    );
    return String(map.data?.versions ?? '')
      .split(/[\s,]+/)
      .filter(Boolean);
  } catch (error) {
    // The list is optional: a platform team may keep it in the portal's configuration alone.
    if (isApiError(error, 404)) {
      return [];
    }
    throw error;
  }
}

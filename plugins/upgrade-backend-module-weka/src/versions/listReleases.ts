import { NotFoundError } from '@backstage/errors';
import {
  Inventory,
  Release,
  ReleaseOption,
  TargetDescriptor,
  VersionPolicy,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DriverContext,
  isApiError,
  resourceTypes,
  withImageTag,
} from '@cluster-upgrade/plugin-upgrade-node';
import { readWeka } from '../inventory/readWeka';

import { chooseReleases } from './chooseReleases';
import { mergeReleases, parseReleases } from './parseReleases';

/** Beside the WekaCluster; `data.versions` holds image tags with the days of their publication. */
const RELEASES_CONFIG_MAP = 'weka-releases';

/** What decides which versions are offered. */
export interface ReleaseKnowledge {
  policy: VersionPolicy;
  /** From the portal's configuration. */
  configured: readonly Release[];
}

/** Newer versions, from the configuration and from the cluster's own list. */
export async function listReleases(
  context: DriverContext,
  inventory: Inventory,
  { policy, configured }: ReleaseKnowledge,
): Promise<ReleaseOption[]> {
  const published = await readPublished(context);
  return chooseReleases(
    inventory,
    mergeReleases(configured, published),
    policy,
  );
}

/** Every version that is named in the configuration or in the cluster's own list. */
export async function readOfferedVersions(
  context: DriverContext,
  { configured }: Pick<ReleaseKnowledge, 'configured'>,
): Promise<string[]> {
  const published = await readPublished(context);
  return [...configured, ...published].map(({ version }) => version);
}

/** @throws NotFoundError when the version is not offered */
export async function describeTarget(
  context: DriverContext,
  inventory: Inventory,
  version: string,
  knowledge: ReleaseKnowledge,
): Promise<TargetDescriptor> {
  const options = await listReleases(context, inventory, knowledge);
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
          withImageTag(image, version),
        ]),
      ),
    })),
  };
}

async function readPublished(context: DriverContext): Promise<Release[]> {
  const { cluster, clients } = await readWeka(context);
  const { namespace } = (cluster ?? clients[0]).metadata;
  try {
    const map = await context.cluster.get(
      resourceTypes.configMaps,
      { namespace, name: RELEASES_CONFIG_MAP },
      { signal: context.signal },
    );
    return parseReleases(String(map.data?.versions ?? ''));
  } catch (error) {
    // The list is optional: a platform team may keep it in the portal's configuration alone.
    if (isApiError(error, 404)) {
      return [];
    }
    throw error;
  }
}

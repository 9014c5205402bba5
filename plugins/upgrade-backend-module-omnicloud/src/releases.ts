import {
  Inventory,
  Message,
  ReleaseOption,
  releaseOptions,
  semverPolicy,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DriverContext,
  readObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { OMNI_NAMESPACE, PLATFORM } from './resources';

/**
 * Old and new orchestrators work side by side during the roll, which is safe over one minor version
 * only.
 */
const omniCloudPolicy = semverPolicy({
  maxMinorStep: 1,
  mayChangeMajor: false,
});

/** The versions that the platform offers itself. */
export async function readAvailableVersions(
  context: DriverContext,
): Promise<string[]> {
  const record = await readObject(context, resourceTypes.configMaps, {
    namespace: OMNI_NAMESPACE,
    name: PLATFORM.name,
  });
  return parseVersions(record?.data?.availableVersions ?? '');
}

/** Reads `v1.4.1,v1.5.0`, or one version per line. */
export function parseVersions(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

/**
 * What the cluster can be taken to. While parts run several versions, as after an upgrade that was
 * stopped, the oldest one counts as the version that runs, and nothing older than the newest part is
 * offered: it would take that part back.
 */
export function listReleases(
  inventory: Inventory,
  available: readonly string[],
): ReleaseOption[] {
  const running = inventory.versions.map(({ version }) => version);
  const areComparable =
    running.length > 0 && running.every(omniCloudPolicy.isVersion);
  const sorted = areComparable ? [...running].sort(byVersion) : [];
  const oldest = sorted.at(0);
  const newest = sorted.at(-1);
  const options = releaseOptions({
    policy: omniCloudPolicy,
    current: oldest === undefined ? undefined : { version: oldest },
    available: available.map(version => ({ version })),
  });
  if (oldest === newest || newest === undefined) {
    return options;
  }
  return recommendNewest(
    options.map(option => withoutDowngrade(option, newest)),
  );
}

function withoutDowngrade(
  option: ReleaseOption,
  newest: string,
): ReleaseOption {
  if (
    omniCloudPolicy.isVersion(option.version) &&
    byVersion(option.version, newest) < 0
  ) {
    return {
      ...option,
      path: [],
      blockedBy: [...option.blockedBy, olderThanParts(option.version, newest)],
    };
  }
  return option;
}

function recommendNewest(options: ReleaseOption[]): ReleaseOption[] {
  const best = options.find(option => option.blockedBy.length === 0);
  return options.map(option => ({ ...option, isRecommended: option === best }));
}

function byVersion(left: string, right: string): number {
  return omniCloudPolicy.compare({ version: left }, { version: right });
}

function olderThanParts(version: string, newest: string): Message {
  return {
    code: 'older-than-some-parts',
    params: { version, newest },
    text: `Some parts run ${newest} already; ${version} would take them back.`,
  };
}

import { NotFoundError } from '@backstage/errors';
import {
  Inventory,
  Message,
  ReleaseOption,
  TargetDescriptor,
} from '@cluster-upgrade/plugin-upgrade-common';
import { readObject } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { DriverContext } from '../../driver/UpgradeDriver';
import { imageOf, RELEASES } from './resources';

/** @internal */
export async function listReleases(
  context: DriverContext,
  inventory: Inventory,
): Promise<ReleaseOption[]> {
  const published = await readPublished(context);
  const { version: current } = inventory;
  const newer = published
    .filter(version => !current || compare(version, current) > 0)
    .sort((a, b) => compare(b, a));
  const newest = newer.find(version => !whyBlocked(version, current));
  return newer.map(version => {
    const blocked = whyBlocked(version, current);
    return {
      version,
      path: blocked ? [] : [version],
      blockedBy: blocked ? [blocked] : [],
      isRecommended: version === newest,
      risks: [],
    };
  });
}

/** @internal */
export async function describeTarget(
  context: DriverContext,
  _inventory: Inventory,
  version: string,
): Promise<TargetDescriptor> {
  const published = await readPublished(context);
  if (!published.includes(version)) {
    throw new NotFoundError(
      `Beacon has no version ${version}; published are ${published.join(', ')}`,
    );
  }
  return {
    version,
    components: ['controller', 'agent'].map(componentId => ({
      componentId,
      images: { main: imageOf(componentId, version) },
    })),
  };
}

/** Beacon's rule: one minor version at a time, and only from a whole version. */
function whyBlocked(
  version: string,
  current: string | undefined,
): Message | undefined {
  if (!current) {
    return {
      code: 'version-mixed',
      text: 'The cluster runs several versions at once; finish or roll back the last upgrade first.',
    };
  }
  const [major, minor] = numbersOf(version);
  const [currentMajor, currentMinor] = numbersOf(current);
  const isNext = major === currentMajor && minor - currentMinor <= 1;
  return isNext
    ? undefined
    : {
        code: 'minor-skipped',
        params: { current, version },
        text: `Beacon goes one minor version at a time: go from ${current} to the next one first.`,
      };
}

async function readPublished(context: DriverContext): Promise<string[]> {
  const releases = await readObject(
    context,
    resourceTypes.configMaps,
    RELEASES,
  );
  return (releases?.data?.versions ?? '').split(',').filter(Boolean);
}

function compare(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const index = left.findIndex((number, at) => number !== right[at]);
  return index < 0 ? 0 : left[index] - right[index];
}

function numbersOf(version: string): number[] {
  return version.slice(1).split('.').map(Number);
}

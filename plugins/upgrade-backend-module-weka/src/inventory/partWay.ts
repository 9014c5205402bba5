import { imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import {
  lineGraphPolicy,
  PartWay,
} from '@cluster-upgrade/plugin-upgrade-common';
import { isLeftOut, WekaCluster, WekaContainer } from '../resources';
import { defaultWekaRules } from '../versions/wekaRules';
import { backendsOf } from './components';
import { WekaObjects } from './readWeka';

/**
 * The upgrade of the storage cluster that was begun and is not at its end, whoever began it. Weka doesn't go
 * back, so the only way out is on to the same version.
 */
export function partWayOf(
  weka: Pick<WekaObjects, 'cluster' | 'containers'>,
): PartWay | undefined {
  const { cluster } = weka;
  const counted = backendsOf(weka).filter(container => !isLeftOut(container));
  const image = cluster && begunImage(cluster, counted);
  const version = imageTag(image);
  if (!cluster || !image || !version) {
    return undefined;
  }
  const done = counted.filter(
    ({ status }) => status?.lastAppliedImage === image,
  );
  return {
    toVersion: version,
    reason: {
      code: 'weka-part-way',
      params: { version, done: done.length, total: counted.length },
      text: `${done.length} of ${counted.length} containers of the storage cluster run ${version}; ${holdText(cluster, image)}`,
    },
  };
}

/** What is asked for and not applied; or what containers were told before somebody took the wish back. */
function begunImage(
  { spec, status }: WekaCluster,
  containers: readonly WekaContainer[],
): string | undefined {
  // The operator fills it in with its first look: until then nothing was begun.
  if (status?.lastAppliedImage === undefined) {
    return undefined;
  }
  return status.lastAppliedImage === spec.image
    ? containers
        .flatMap(container => [
          container.spec.image,
          container.status?.lastAppliedImage,
        ])
        .find(image => image !== undefined && isNewer(image, spec.image))
    : spec.image;
}

/** By the numbers alone: which lines lead where is no matter here. */
const { compare } = lineGraphPolicy(defaultWekaRules);

function isNewer(image: string, other: string): boolean {
  return (
    compare(
      { version: imageTag(image) ?? '' },
      { version: imageTag(other) ?? '' },
    ) > 0
  );
}

function holdText({ spec }: WekaCluster, image: string): string {
  if (spec.image !== image) {
    return `the WekaCluster asks for ${imageTag(spec.image)} again, so the operator takes none of them further`;
  }
  return spec.overrides?.upgradePaused
    ? 'the Weka operator is paused (spec.overrides.upgradePaused)'
    : 'the Weka operator goes on by itself';
}

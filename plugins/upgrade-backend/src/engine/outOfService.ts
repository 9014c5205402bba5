import {
  LaneAdmission,
  OutOfServiceSign,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ANNOTATION_CORDONED_BY,
  conditionOf,
  KubeObject,
  readPointer,
} from '@cluster-upgrade/plugin-upgrade-node';
import { OutOfService } from './decisions/laneAdmission';

/** The objects of a group of lanes that are out of service, each with the reason and who did it. Pure. */
export function outOfServiceAmong(
  objects: readonly KubeObject[],
  { objects: counted, outOfService }: LaneAdmission,
  upgradeId: string,
): OutOfService[] {
  const without = Object.entries(counted.withoutLabels ?? {});
  return objects
    .filter(
      ({ metadata }) =>
        !without.some(([key, value]) => metadata.labels?.[key] === value),
    )
    .flatMap(object => {
      const sign = outOfService.find(candidate => shows(object, candidate));
      return sign
        ? [{ name: object.metadata.name, why: whyOf(object, sign, upgradeId) }]
        : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shows(object: KubeObject, sign: OutOfServiceSign): boolean {
  return sign.kind === 'field'
    ? readPointer(object, sign.pointer) === sign.equals
    : conditionOf(object, sign.type)?.status !== 'True';
}

function whyOf(
  { metadata }: KubeObject,
  sign: OutOfServiceSign,
  upgradeId: string,
): string {
  if (sign.kind === 'condition') {
    return sign.text;
  }
  const by = metadata.annotations?.[ANNOTATION_CORDONED_BY];
  if (by === undefined) {
    return `${sign.text} by somebody else`;
  }
  return by === upgradeId
    ? `${sign.text} by this upgrade`
    : `${sign.text} by upgrade ${by}`;
}

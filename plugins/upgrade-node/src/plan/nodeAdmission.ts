import { LaneAdmission } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The admission of lanes whose targets are nodes: one that is cordoned or not ready is out of service.
 *
 * @param objects - which nodes are not counted
 * @public
 */
export function nodeAdmission(
  maxUnavailable: number,
  objects: Pick<LaneAdmission['objects'], 'withoutLabels'> = {},
): LaneAdmission {
  return {
    maxUnavailable,
    noun: 'node',
    objects: { apiVersion: 'v1', kind: 'Node', ...objects },
    outOfService: [
      {
        kind: 'field',
        pointer: '/spec/unschedulable',
        equals: true,
        text: 'cordoned',
      },
      { kind: 'condition', type: 'Ready', text: 'not ready' },
    ],
  };
}

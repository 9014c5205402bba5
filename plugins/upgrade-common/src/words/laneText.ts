import { PlanOutline } from '../model/planOutline';

/**
 * A lane as people call it: by the name of the target that is worked on in it, `w-1`, or else by its id
 * without the kind that it begins with, `node/w-1`.
 *
 * @public
 */
export function laneText(
  laneId: string,
  plan?: Pick<PlanOutline, 'targets'>,
): string {
  const target = plan?.targets?.find(known => known.laneId === laneId);
  return target?.name ?? laneId.replace(/^[^/]+\//, '');
}

import { PlanOutline } from '../model/planOutline';

/** A plan as sentences about it count. */
interface PlanLanes {
  titleById: ReadonlyMap<string, string>;
  /** Ids of the steps of each lane, by what the lanes' group is called. */
  lanesByGroup: ReadonlyMap<string, readonly string[][]>;
}

/**
 * A plan never changes, and a sentence about one is written each second: with thousands of nodes it is
 * gone through once.
 */
const knownLanes = new WeakMap<PlanOutline, PlanLanes>();

/** @internal */
export function planLanes(plan: PlanOutline): PlanLanes {
  const known = knownLanes.get(plan);
  if (known) {
    return known;
  }
  const lanes = new Map<string, { group: string; stepIds: string[] }>();
  for (const { id, lane } of plan.steps) {
    if (lane) {
      const members = lanes.get(lane.id);
      if (members) {
        members.stepIds.push(id);
      } else {
        lanes.set(lane.id, { group: lane.group, stepIds: [id] });
      }
    }
  }
  const lanesByGroup = new Map<string, string[][]>();
  for (const { group, stepIds } of lanes.values()) {
    const others = lanesByGroup.get(group) ?? [];
    others.push(stepIds);
    lanesByGroup.set(group, others);
  }
  const made = {
    titleById: new Map(plan.steps.map(({ id, title }) => [id, title])),
    lanesByGroup,
  };
  knownLanes.set(plan, made);
  return made;
}

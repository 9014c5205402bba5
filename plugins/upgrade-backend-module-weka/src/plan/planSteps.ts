import {
  ComponentInfo,
  PlanStep,
  UndoStep,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { isBackendMode, WEKA_CONTAINER } from '../resources';

/** Replacing one container: 900 s, and up to 300 s until its pod lets go (operator's default). */
export const CONTAINER_LIMIT_MS = 1_200_000;
export const WRITE_LIMIT_MS = 60_000;
/** Data of the whole storage cluster may have to be put in place. */
export const DATA_LIMIT_MS = 4 * 3_600_000;
/** No change for this long, with no reason named, is a stall. */
export const STALL_MS = 600_000;

export const FORWARD_ONLY =
  'forward only: Weka does not go back once a container runs the new version';

/** What most steps have in common. */
export const blankStep = {
  dependsOn: [] as string[],
  undo: [] as UndoStep[],
  disruption: { level: 'none', text: 'none' },
  reversibility: 'nothing-to-revert',
} satisfies Partial<PlanStep>;

export function isBackend({ id }: ComponentInfo): boolean {
  return isBackendMode(id);
}

/** The image that a component is to run. */
export function imageFor(
  component: ComponentInfo,
  { target }: Pick<PlanInput, 'target'>,
): string {
  const described = target.components.find(
    candidate => candidate.componentId === component.id,
  );
  return described?.images[WEKA_CONTAINER] ?? component.images[WEKA_CONTAINER];
}

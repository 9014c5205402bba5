import {
  objectText,
  SnapshotObject,
} from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { awaitingWrite, finish } from '../decisions';
import {
  readScale,
  scaleRights,
  SeenScale,
  writeScale,
} from '../workloadScale';
import { snapshotMissing } from '../snapshotMissing';
import { restoreScaleInput } from './restoreScaleInput';

const POINTER = '/spec/replicas';

/**
 * `restore-scale`: a workload asks for as many instances as before the upgrade. Whether they become
 * ready is for `wait-applications` to say.
 *
 * @public
 */
export const restoreScale = defineStep({
  kind: 'restore-scale',
  input: restoreScaleInput,
  rights: ({ object }) => scaleRights(object),
  writes: ({ object }) => [object],
  needsSnapshot: ({ object }) => [{ object, pointers: [POINTER] }],
  async observe(context) {
    const { object } = context.input;
    return {
      ...(await readScale(object, context)),
      saved: context.snapshotOf(object),
    };
  },
  decide: decideRestoreScale,
  act: (replicas, context) =>
    writeScale(context.input.object, replicas, context),
});

/**
 * Pure decision of `restore-scale`.
 *
 * @internal
 */
export function decideRestoreScale(
  {
    workload,
    autoscaler,
    saved,
  }: SeenScale & { saved: SnapshotObject | undefined },
  { input }: DecisionFacts<z.output<typeof restoreScaleInput>>,
): StepDecision<number> {
  const { object } = input;
  const name = objectText(object);
  if (!workload) {
    return finish('workload-gone', `${name} was deleted meanwhile`);
  }
  if (!saved?.existed || !(POINTER in saved.values)) {
    return { do: 'fail', failure: snapshotMissing(object, POINTER) };
  }
  // Absent replicas mean one.
  const replicas = Number(saved.values[POINTER] ?? 1);
  const present = workload.spec.replicas ?? 1;
  if (present === replicas) {
    return finish(
      'scale-restored',
      `${name} asks for ${replicas} instances again`,
    );
  }
  if (autoscaler) {
    return finish(
      'autoscaler-owns-replicas',
      `HorizontalPodAutoscaler ${autoscaler.metadata.name} sizes ${name} now; its number stays`,
    );
  }
  return {
    do: 'act',
    action: replicas,
    object,
    effect: {
      code: 'restore-scale',
      params: { from: present, to: replicas },
      text: `Scales ${name} from ${present} back to ${replicas} instances`,
    },
    then: awaitingWrite('applications', object, {
      code: 'scale-restored',
      params: { replicas },
      text: `${name} asks for ${replicas} instances again`,
    }),
  };
}

import { objectText } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { FIELD_MANAGER } from '../../cluster/changeAnnotations';
import { PatchSemantics, unmetFields } from '../../fields/unmetFields';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { awaiting, awaitingWrite, finish } from '../decisions';
import { patchObjectInput } from './patchObjectInput';

type Input = z.output<typeof patchObjectInput>;

/**
 * The one effect of `patch-object`.
 *
 * @internal
 */
export interface PatchAction {
  /** The version that may be written over; absent: any. */
  resourceVersion?: string;
}

/** Writes after which fields that still differ are taken away by someone. */
const MAX_WRITES = 3;

const memoSchema = z.object({ writes: z.int() });

/**
 * Pure decision of `patch-object`.
 *
 * @internal
 */
export function decidePatch(
  current: KubeObject | undefined,
  { input, memo }: DecisionFacts<Input>,
): StepDecision<PatchAction> {
  const { object, patch } = input;
  const name = objectText(object);
  if (!current && !input.isCreated) {
    return {
      do: 'fail',
      failure: {
        kind: 'measured',
        object,
        cause: { code: 'object-missing', text: `${name} is not there` },
        remedy: `Create ${name}, or make a new plan without it`,
      },
    };
  }
  if (current?.metadata.deletionTimestamp) {
    return { do: 'wait', wait: awaitingDeletion(input) };
  }
  const unmet = current
    ? unmetFields(current, patch, semanticsOf(input))
    : [''];
  if (unmet.length === 0) {
    return finish('fields-set', `${name} has what the plan asks for`);
  }
  const writes = memoSchema.safeParse(memo).data?.writes ?? 0;
  if (current && writes >= MAX_WRITES) {
    return { do: 'fail', failure: contested(input, current, unmet) };
  }
  return {
    do: 'act',
    action:
      input.isVersionChecked && current
        ? { resourceVersion: current.metadata.resourceVersion }
        : {},
    object,
    effect: {
      code: current ? 'patch-object' : 'create-object',
      params: { fields: unmet.join(', ') },
      text: current ? `Sets ${unmet.join(', ')} of ${name}` : `Creates ${name}`,
    },
    memo: { writes: writes + 1 },
    then: awaitingWrite('condition', object, {
      code: 'fields-set',
      text: `${name} has what the plan asks for`,
    }),
  };
}

function semanticsOf({ object, patchType }: Input): PatchSemantics {
  const group = object.apiVersion.includes('/')
    ? object.apiVersion.split('/')[0]
    : '';
  return {
    lists: patchType === 'merge' ? 'merge' : 'by-key',
    isZeroDropped: !group.includes('.') || group.endsWith('.k8s.io'),
  };
}

function awaitingDeletion({ object }: Input) {
  const name = objectText(object);
  return awaiting({
    kind: 'condition',
    object,
    condition: {
      code: 'object-gone',
      text: `${name}, which is being deleted, is gone`,
    },
    why: {
      code: 'being-deleted',
      text: 'An object that is being deleted would lose what is written to it',
    },
    unblocks: { kind: 'platform-team' },
  });
}

function contested(input: Input, current: KubeObject, unmet: string[]) {
  const managers = [
    ...new Set(
      (current.metadata.managedFields ?? [])
        .map(entry => entry.manager)
        .filter(
          manager =>
            manager !== FIELD_MANAGER && manager !== input.fieldManager,
        ),
    ),
  ];
  const suspects =
    managers.length > 0
      ? ` Managers that wrote it: ${managers.join(', ')}.`
      : '';
  return {
    kind: 'measured' as const,
    object: input.object,
    cause: {
      code: 'patch-does-not-stay',
      params: { fields: unmet.join(', '), writes: MAX_WRITES },
      text: `${objectText(input.object)} was written ${MAX_WRITES} times and still lacks ${unmet.join(
        ', ',
      )}: something changes it back.${suspects}`,
    },
    remedy:
      'Suspend what changes it back (for example a GitOps controller), or change its source, then retry the step',
  };
}

import { JsonObject, JsonValue } from '@backstage/types';
import {
  objectText,
  SnapshotObject,
} from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { ANNOTATION_UPGRADE_ID } from '../../cluster/changeAnnotations';
import { isSameJson } from '../../fields/isSameJson';
import { readPointer, writePointer } from '../../fields/jsonPointer';
import { mergePatchBetween } from '../../fields/mergePatchBetween';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { awaiting, awaitingWrite, finish } from '../decisions';
import { snapshotMissing } from '../snapshotMissing';
import { restoreObjectInput } from './restoreObjectInput';

type Input = z.output<typeof restoreObjectInput>;

/**
 * What `restore-object` looks at.
 *
 * @internal
 */
export interface SeenObject {
  current: KubeObject | undefined;
  saved: SnapshotObject | undefined;
  upgradeId: string;
}

/**
 * The one effect of `restore-object`.
 *
 * @internal
 */
export type RestoreAction =
  { kind: 'patch'; patch: JsonObject } | { kind: 'delete'; uid: string };

/** Deleting one deletes everything in it. */
const NEVER_DELETED = new Set(['CustomResourceDefinition', 'Namespace']);

/** Putting an older schema back may prune what was written under the newer one. */
const NEVER_PATCHED = new Set(['CustomResourceDefinition']);

/**
 * Pure decision of `restore-object`.
 *
 * @internal
 */
export function decideRestore(
  seen: SeenObject,
  { input }: DecisionFacts<Input>,
): StepDecision<RestoreAction> {
  const { current, saved } = seen;
  if (!saved) {
    return { do: 'fail', failure: snapshotMissing(input.object) };
  }
  if (!saved.existed) {
    return decideRemoval(seen, input);
  }
  if (NEVER_PATCHED.has(input.object.kind)) {
    return finish(
      'kept-forward-only',
      `${objectText(input.object)} keeps its newer form: an older one could lose stored objects`,
    );
  }
  return current
    ? decideFields(current, saved, input)
    : { do: 'fail', failure: gone(input) };
}

function decideRemoval(
  { current, upgradeId }: SeenObject,
  { object, isCreated }: Input,
): StepDecision<RestoreAction> {
  const name = objectText(object);
  if (!current) {
    return finish('object-removed', `${name} is not there, as before`);
  }
  if (NEVER_DELETED.has(object.kind)) {
    return finish(
      'kept-never-deleted',
      `${name} stays: deleting it would delete everything in it`,
    );
  }
  if (current.metadata.annotations?.[ANNOTATION_UPGRADE_ID] !== upgradeId) {
    return finish(
      'kept-of-another',
      `${name} was not there before, but another than this upgrade made it; it stays`,
    );
  }
  if (!isCreated) {
    return finish(
      'kept-not-foreseen',
      `${name} was not there before, and this upgrade made it, which its plan did not foresee: there is no right to delete it. Delete it by hand`,
    );
  }
  const isGone = {
    code: 'object-removed',
    text: `${name} is gone, as before the upgrade`,
  };
  if (current.metadata.deletionTimestamp) {
    return {
      do: 'wait',
      wait: awaiting({
        kind: 'condition',
        object,
        condition: isGone,
        why: {
          code: 'being-deleted',
          text: `It is being deleted; finalizers: ${
            current.metadata.finalizers?.join(', ') || 'none'
          }`,
        },
        unblocks: { kind: 'platform-team' },
      }),
    };
  }
  return {
    do: 'act',
    action: { kind: 'delete', uid: current.metadata.uid! },
    object,
    effect: {
      code: 'delete-object',
      text: `Deletes ${name}, which the upgrade had created`,
    },
    then: awaiting({
      kind: 'condition',
      object,
      condition: isGone,
      why: { code: 'just-written', text: 'Its deletion was just asked for' },
    }),
  };
}

function decideFields(
  current: KubeObject,
  saved: SnapshotObject,
  input: Input,
): StepDecision<RestoreAction> {
  const { object } = input;
  const name = objectText(object);
  const pointers = input.pointers ?? Object.keys(saved.values);
  const unsaved = pointers.find(pointer => !(pointer in saved.values));
  if (unsaved !== undefined) {
    return { do: 'fail', failure: snapshotMissing(object, unsaved) };
  }
  const differing = pointers.filter(
    pointer =>
      !isSameJson(readPointer(current, pointer) ?? null, saved.values[pointer]),
  );
  if (differing.length === 0) {
    return finish('object-restored', `${name} is as it was before the upgrade`);
  }
  return {
    do: 'act',
    action: { kind: 'patch', patch: restoringPatch(current, saved, differing) },
    object,
    effect: {
      code: 'restore-object',
      params: { fields: differing.join(', ') },
      text: `Restores ${differing.join(', ')} of ${name}`,
    },
    then: awaitingWrite('condition', object, {
      code: 'object-restored',
      text: `${name} is as it was before the upgrade`,
    }),
  };
}

/**
 * Names only what differs, so that fields of others stay; bound to the version that was looked at,
 * because lists are replaced whole.
 */
function restoringPatch(
  current: KubeObject,
  saved: SnapshotObject,
  pointers: string[],
): JsonObject {
  const wanted = pointers.reduce<KubeObject>(
    (object, pointer) =>
      writePointer(object, pointer, absentIfNull(saved.values[pointer])),
    current,
  );
  const patch = mergePatchBetween(current, wanted);
  return {
    ...patch,
    metadata: {
      ...(patch.metadata as JsonObject),
      resourceVersion: current.metadata.resourceVersion!,
    },
  };
}

function absentIfNull(value: JsonValue): JsonValue | undefined {
  return value === null ? undefined : value;
}

function gone({ object }: Input) {
  const name = objectText(object);
  return {
    kind: 'measured' as const,
    object,
    cause: {
      code: 'object-gone',
      text: `${name} was there before the upgrade and is gone`,
    },
    remedy: `Create ${name} again from its source: the snapshot holds only the parts that the upgrade changed. Then retry the step`,
  };
}

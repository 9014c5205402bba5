import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { readObject } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { isApiError } from '../../ports/ClusterApiError';
import { defineStep } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { TerminalStepError } from '../../step/TerminalStepError';
import { right } from '../rights';
import { decidePatch, PatchAction } from './decidePatch';
import { patchObjectInput } from './patchObjectInput';

/**
 * `patch-object`: given fields of one object have given values.
 *
 * Idempotent: it looks whether the fields are there before it writes, and after. Something that takes
 * them away again, such as a GitOps controller, makes it fail with that controller's name instead of
 * fighting it.
 *
 * @public
 */
export const patchObject = defineStep({
  kind: 'patch-object',
  input: patchObjectInput,
  rights: ({ object, isCreated }) => [
    right(
      resourceTypeOf(object),
      isCreated ? ['get', 'patch', 'create'] : ['get', 'patch'],
      { namespace: object.namespace },
    ),
  ],
  writes: ({ object }) => [object],
  observe: context =>
    readObject(
      context,
      resourceTypeOf(context.input.object),
      keyOf(context.input.object),
    ),
  decide: decidePatch,
  act: sendPatch,
});

async function sendPatch(
  { resourceVersion }: PatchAction,
  context: StepContext<z.output<typeof patchObjectInput>>,
): Promise<void> {
  const { object, patch, patchType, isForced, fieldManager } = context.input;
  const metadata = {
    ...((patch.metadata as JsonObject) ?? {}),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
  const body =
    patchType === 'apply'
      ? {
          apiVersion: object.apiVersion,
          kind: object.kind,
          ...patch,
          metadata: { ...metadata, ...keyOf(object) },
        }
      : { ...patch, ...(Object.keys(metadata).length ? { metadata } : {}) };
  try {
    await context.cluster.patch(
      resourceTypeOf(object),
      keyOf(object),
      patchType,
      body,
      { fieldManager, force: isForced, signal: context.signal },
    );
  } catch (error) {
    throw ownedByAnother(error, context.input) ?? error;
  }
}

/** Other managers' fields stay theirs: taking them starts a fight that nobody wins. */
function ownedByAnother(
  error: unknown,
  input: z.output<typeof patchObjectInput>,
): TerminalStepError | undefined {
  if (!isApiError(error, 409)) {
    return undefined;
  }
  const conflicts = error.causes.filter(
    cause => cause.reason === 'FieldManagerConflict',
  );
  if (conflicts.length === 0) {
    return undefined;
  }
  const fields = conflicts.map(conflict => conflict.field).join(', ');
  return new TerminalStepError(
    {
      kind: 'error',
      object: input.object,
      cause: {
        code: 'fields-owned-by-another',
        params: { fields },
        text: `Fields belong to another manager: ${conflicts
          .map(conflict => `${conflict.field} (${conflict.message})`)
          .join(', ')}`,
      },
      remedy:
        'Change them where that manager gets them from, or suspend it for the upgrade, then retry the step',
    },
    { cause: error },
  );
}

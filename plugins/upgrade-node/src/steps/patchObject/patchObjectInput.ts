import { z } from 'zod';
import { objectInput } from '../objectInput';

/** Directives inside a strategic merge patch that can be looked up in an object afterwards. */
const KNOWN_DIRECTIVE_VALUES = new Set(['delete']);

/**
 * Input of `patch-object`.
 *
 * @public
 */
export const patchObjectInput = z
  .strictObject({
    object: objectInput,
    /**
     * `merge` for any kind; `strategic` for built-in kinds, to address containers and variables by name;
     * `apply` to own the given fields under `fieldManager`.
     */
    patchType: z.enum(['merge', 'strategic', 'apply']).default('merge'),
    /** The wanted fields, without `apiVersion`, `kind` and name. `null` removes a field. */
    patch: z
      .record(z.string(), z.json())
      .refine(patch => Object.keys(patch).length > 0, 'says nothing to change')
      .superRefine((patch, context) => {
        for (const directive of unknownDirectives(patch)) {
          context.addIssue({
            code: 'custom',
            message: `has ${directive}; only "$patch": "delete" can be verified afterwards`,
          });
        }
      }),
    /** Refuses to write over a change that came between the look and the write. */
    isVersionChecked: z.boolean().default(false),
    /**
     * With `apply`: takes fields from other managers. They will take them back: suspend them first.
     */
    isForced: z.boolean().default(false),
    /**
     * With `apply`: a later apply under the same name that leaves a field out removes it, so steps that
     * own different fields of one object need different names.
     */
    fieldManager: z.string().min(1).max(128).default('cluster-upgrade'),
    /** With `apply`: creates the object when it is not there; otherwise that is a failure. */
    isCreated: z.boolean().default(false),
  })
  .superRefine((input, context) => {
    if (input.patchType !== 'apply' && (input.isForced || input.isCreated)) {
      context.addIssue({
        code: 'custom',
        path: ['patchType'],
        message: 'must be "apply" when isForced or isCreated is set',
      });
    }
  });

function unknownDirectives(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(unknownDirectives);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([field, inner]) => {
    if (!field.startsWith('$')) {
      return unknownDirectives(inner);
    }
    const isKnown =
      field === '$patch' && KNOWN_DIRECTIVE_VALUES.has(String(inner));
    return isKnown ? [] : [`"${field}": ${JSON.stringify(inner)}`];
  });
}

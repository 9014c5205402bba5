import { z } from 'zod';

/** Answers that have a name in the OpenAPI document.
 *
 * @public
 */
export const responseRegistry = z.registry<{ id: string }>();

/** Gives a schema its name, under which others refer to it.
 *
 * @internal
 */
export function described<S extends z.ZodType>(
  id: string,
  description: string,
  schema: S,
): S {
  const named = schema.describe(description);
  responseRegistry.add(named, { id });
  return named;
}

/** @internal */
export const epochMs = z.number().describe('Milliseconds since the epoch');

/** @internal */
export const durationMs = z.number().min(0).describe('Milliseconds');

/** @internal */
export const count = z.int().min(0);

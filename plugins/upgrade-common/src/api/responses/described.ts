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

/**
 * Gives the schema of a type that is written elsewhere its name. Does not compile unless type and schema have the
 * same fields.
 *
 * @internal
 */
export function describedAs<T>() {
  return <S extends z.ZodType<T>>(
    id: string,
    description: string,
    schema: S & SameType<T, z.output<S>>,
  ): z.ZodType<T> => described<z.ZodType<T>>(id, description, schema);
}

/** Assignability alone would let an optional field be missing. */
type SameType<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2
    ? unknown
    : { typeAndSchemaDiffer: [A, B] };

/** @internal */
export const epochMs = z.number().describe('Milliseconds since the epoch');

/** @internal */
export const durationMs = z.number().min(0).describe('Milliseconds');

/** @internal */
export const count = z.int().min(0);

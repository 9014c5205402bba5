import { FieldError, invalidValue } from '../errors/FieldError';

/** Errors for a number that is there and below zero. */
function nonNegative(value: unknown, field: string): FieldError[] {
  return typeof value === 'number' && value < 0
    ? [invalidValue(field, value, 'must be greater than or equal to 0')]
    : [];
}

/**
 * The same check for several fields of one object.
 *
 * @internal
 */
export function nonNegativeFields(
  object: any,
  path: string,
  fields: readonly string[],
): FieldError[] {
  return fields.flatMap(field =>
    nonNegative(object?.[field], `${path}.${field}`),
  );
}

const percentRule =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/**
 * Errors for a count that may also be a percentage.
 *
 * @internal
 */
export function intOrPercent(value: unknown, field: string): FieldError[] {
  if (typeof value === 'string') {
    return /^[0-9]+%$/.test(value)
      ? []
      : [invalidValue(field, value, percentRule)];
  }
  return nonNegative(value, field);
}

/** @internal */
export function atMost100Percent(value: unknown, field: string): FieldError[] {
  return typeof value === 'string' && percentOrCount(value) > 100
    ? [invalidValue(field, value, 'must not be greater than 100%')]
    : [];
}

/**
 * The number in a count or percentage, for comparisons with zero.
 *
 * @internal
 */
export function percentOrCount(value: unknown): number {
  return typeof value === 'string'
    ? Number(value.replace('%', ''))
    : Number(value);
}

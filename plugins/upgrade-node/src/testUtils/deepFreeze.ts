/**
 * The same value, in which nothing can be changed any more: a function that gets it and returns has
 * changed none of its input.
 *
 * @public
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

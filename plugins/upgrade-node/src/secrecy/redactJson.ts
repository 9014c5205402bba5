import { JsonObject, JsonValue } from '@backstage/types';
import { isCredentialName, WITHHELD, withoutCredentials } from './credentials';

/** Fields of objects whose values people write, and write passwords into. */
const FREE_FIELDS = new Set([
  'env',
  'args',
  'command',
  'data',
  'binaryData',
  'stringData',
  'annotations',
]);

/**
 * JSON of a cluster for those who may only read: what people wrote into variables, arguments, data and
 * annotations is withheld, and so is what looks like a credential elsewhere.
 *
 * @param path - where the value stands in its object
 *
 * @public
 */
export function withoutFreeValues(
  value: JsonValue,
  path: readonly string[] = [],
): JsonValue {
  return path.some(field => FREE_FIELDS.has(field)) ||
    isCredentialName(path.at(-1) ?? '')
    ? withhold(value)
    : mapped(value, (child, field) => withoutFreeValues(child, [field]));
}

/**
 * JSON of a cluster for those who may act on it: only what looks like a credential is withheld.
 *
 * @public
 */
export function withoutSecretValues(value: JsonValue): JsonValue {
  return mapped(value, withoutSecretValues);
}

/** Withholds what a name or a shape betrays; the rest is up to `each`. */
function mapped(
  value: JsonValue,
  each: (child: JsonValue, field: string) => JsonValue,
): JsonValue {
  if (typeof value === 'string') {
    return withoutCredentials(value);
  }
  if (Array.isArray(value)) {
    return value.map((element, index) =>
      follows(value[index - 1]) && typeof element === 'string'
        ? WITHHELD
        : each(element, ''),
    );
  }
  if (!isObject(value)) {
    return value;
  }
  const isNamedSecret =
    typeof value.name === 'string' && isCredentialName(value.name);
  return Object.fromEntries(
    Object.entries(value).map(([field, child = null]) => [
      field,
      isCredentialName(field) || (isNamedSecret && field === 'value')
        ? withhold(child)
        : each(child, field),
    ]),
  );
}

/** `--registry-token`, after which the token comes as an argument of its own. */
function follows(previous: JsonValue | undefined): boolean {
  return (
    typeof previous === 'string' &&
    /^--?[^=\s]+$/.test(previous) &&
    isCredentialName(previous)
  );
}

/** Keeps the shape and the names of list elements, so that one sees what it is about. */
function withhold(value: JsonValue): JsonValue {
  if (value === null || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withhold);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([field, child = null]) => [
          field,
          field === 'name' && typeof child === 'string'
            ? child
            : withhold(child),
        ]),
      )
    : WITHHELD;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

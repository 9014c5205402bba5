import { JsonObject, JsonValue } from '@backstage/types';
import { isSameJson } from './isSameJson';

/**
 * The JSON merge patch (RFC 7396) that turns one document into another. It names only what differs, so
 * that fields of others stay theirs; lists are replaced whole.
 *
 * @public
 */
export function mergePatchBetween(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): JsonObject {
  const patch: JsonObject = {};
  for (const key of Object.keys(from)) {
    if (from[key] !== undefined && to[key] === undefined) {
      patch[key] = null;
    }
  }
  for (const [key, value] of Object.entries(to)) {
    if (value !== undefined && !isSameJson(from[key], value)) {
      patch[key] =
        isPlainObject(from[key]) && isPlainObject(value)
          ? mergePatchBetween(from[key], value)
          : (value as JsonValue);
    }
  }
  return patch;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

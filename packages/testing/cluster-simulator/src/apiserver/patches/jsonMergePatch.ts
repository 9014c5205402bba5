type Json = unknown;
type JsonObject = Record<string, Json>;

/** @internal */
export function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Applies an RFC 7386 merge patch. Pure: shares what it didn't change.
 *
 * @internal
 */
export function applyMergePatch(target: Json, patch: Json): Json {
  if (!isJsonObject(patch)) {
    return patch;
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[field];
    } else {
      result[field] = applyMergePatch(
        Object.hasOwn(result, field) ? result[field] : undefined,
        value,
      );
    }
  }
  return result;
}

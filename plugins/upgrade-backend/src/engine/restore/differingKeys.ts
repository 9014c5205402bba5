import { JsonObject, JsonValue } from '@backstage/types';
import { isSameJson } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * Where two values differ, as deep as it can be told: `spec.containers[agent].env[LOG_LEVEL].value`. Elements
 * of lists go by their name where they have one. Holds keys and names only, no value.
 */
export function differingKeys(one: JsonValue, other: JsonValue): string[] {
  return keysApart(one, other).map(path => path.replace(/^\./, ''));
}

function keysApart(one: JsonValue, other: JsonValue): string[] {
  if (isSameJson(one, other)) {
    return [];
  }
  const [ones, others] = [childrenOf(one), childrenOf(other)];
  if (!ones || !others) {
    return [''];
  }
  const keys = [...new Set([...ones.keys(), ...others.keys()])];
  const found = keys.flatMap(key =>
    keysApart(ones.get(key) ?? null, others.get(key) ?? null).map(
      rest => key + rest,
    ),
  );
  // The same elements in another order.
  return found.length > 0 ? found : [''];
}

/** By key as it is written behind its parent; undefined: there are none. */
function childrenOf(value: JsonValue): Map<string, JsonValue> | undefined {
  if (Array.isArray(value)) {
    return new Map(
      value.map((element, index) => [`[${nameOf(element) ?? index}]`, element]),
    );
  }
  return isObject(value)
    ? new Map(
        Object.entries(value).map(([key, child = null]) => [`.${key}`, child]),
      )
    : undefined;
}

function nameOf(element: JsonValue): string | undefined {
  return isObject(element) && typeof element.name === 'string'
    ? element.name
    : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

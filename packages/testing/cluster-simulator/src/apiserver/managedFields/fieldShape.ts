import { isJsonObject } from '../patches/jsonMergePatch';
import { fieldSchema, resolveSchema, Schema } from '../schema/Schema';

/**
 * How ownership divides a value: into its fields, into its items, or not at all.
 *
 * @internal
 */
export type FieldShape =
  | { kind: 'leaf' }
  | {
      kind: 'map';
      schemaOf(field: string): Schema;
      /** Whether the schema names the field, as against a key of a map. */
      isNamed(field: string): boolean;
    }
  | {
      kind: 'list';
      itemSchema: Schema;
      elementOf(item: unknown): string;
    };

const leaf: FieldShape = { kind: 'leaf' };

/**
 * Decided by the schema where there is one, else by the value.
 *
 * @internal
 */
export function fieldShape(schema: Schema, value: unknown): FieldShape {
  const resolved = resolveSchema(schema);
  if (Array.isArray(value)) {
    return listShape(resolved);
  }
  const isAtomic =
    resolved['x-kubernetes-map-type'] === 'atomic' || isOpaque(resolved);
  if (!isJsonObject(value) || isAtomic) {
    return leaf;
  }
  return {
    kind: 'map',
    schemaOf: field => fieldSchema(resolved, field) ?? {},
    isNamed: field =>
      resolved.properties !== undefined &&
      Object.hasOwn(resolved.properties, field),
  };
}

/** An object of which the schema says nothing is owned as a whole. */
function isOpaque(resolved: Schema): boolean {
  return (
    resolved.type === 'object' &&
    !resolved.properties &&
    !resolved.additionalProperties &&
    !resolved['x-kubernetes-preserve-unknown-fields']
  );
}

function listShape(resolved: Schema): FieldShape {
  const itemSchema = resolved.items ?? {};
  switch (resolved['x-kubernetes-list-type']) {
    case 'set':
      return {
        kind: 'list',
        itemSchema,
        elementOf: item => `v:${JSON.stringify(item)}`,
      };
    case 'map': {
      const keys = resolved['x-kubernetes-list-map-keys'] ?? [];
      return {
        kind: 'list',
        itemSchema,
        elementOf: item => keyElement(item, keys, itemSchema),
      };
    }
    default:
      return leaf;
  }
}

function keyElement(item: unknown, keys: string[], schema: Schema): string {
  const fields = isJsonObject(item) ? item : {};
  const entries = [...keys].sort().flatMap(key => {
    const value = fields[key] ?? fieldSchema(schema, key)?.default;
    // An item without the key is another item than one with it.
    return value === undefined || value === '' ? [] : [[key, value]];
  });
  return `k:${JSON.stringify(Object.fromEntries(entries))}`;
}

/**
 * Whether there is nothing in it to own but itself.
 *
 * @internal
 */
export function isEmptyValue(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length === 0
    : isJsonObject(value) && Object.keys(value).length === 0;
}

/**
 * List items by path element; a repeated element keeps its first item.
 *
 * @internal
 */
export function itemsByElement(
  items: unknown,
  elementOf: (item: unknown) => string,
): Map<string, unknown> {
  const byElement = new Map<string, unknown>();
  for (const item of Array.isArray(items) ? items : []) {
    const element = elementOf(item);
    if (!byElement.has(element)) {
      byElement.set(element, item);
    }
  }
  return byElement;
}

import { Schema } from '../schema/Schema';
import { FieldSet } from './FieldSet';
import { fieldShape } from './fieldShape';

/**
 * The value without the paths of the set; undefined when nothing is left of it. Pure.
 *
 * @internal
 */
export function removeFields(
  value: unknown,
  toRemove: FieldSet,
  schema: Schema,
): unknown {
  if (toRemove.children.size === 0) {
    return value;
  }
  const shape = fieldShape(schema, value);
  switch (shape.kind) {
    case 'leaf':
      return Array.isArray(value) || typeof value === 'object'
        ? undefined
        : value;
    case 'list': {
      const items = (value as unknown[]).flatMap(item => {
        const subset = toRemove.child(shape.elementOf(item));
        const rest = subset.isMember
          ? undefined
          : removeFields(item, subset, shape.itemSchema);
        return rest === undefined ? [] : [rest];
      });
      return items.length > 0 ? items : undefined;
    }
    default: {
      const kept: Record<string, unknown> = {};
      for (const [field, child] of Object.entries(value as object)) {
        const subset = toRemove.child(`f:${field}`);
        if (!subset.isMember) {
          const rest = removeFields(child, subset, shape.schemaOf(field));
          if (rest !== undefined) {
            kept[field] = rest;
          }
        }
      }
      return Object.keys(kept).length > 0 ? kept : undefined;
    }
  }
}

/**
 * The set with every named field on the way to a path made a path itself, so that a struct goes once
 * nothing in it is left.
 *
 * @internal
 */
export function withNamedFields(
  set: FieldSet,
  schema: Schema,
  value: unknown,
): FieldSet {
  if (set.children.size === 0) {
    return set;
  }
  const shape = fieldShape(schema, value);
  const children = new Map<string, FieldSet>();
  const items =
    shape.kind === 'list'
      ? new Map((value as unknown[]).map(item => [shape.elementOf(item), item]))
      : undefined;
  for (const [element, child] of set.children) {
    if (shape.kind === 'map' && element.startsWith('f:')) {
      const field = element.slice(2);
      const below = withNamedFields(
        child,
        shape.schemaOf(field),
        (value as Record<string, unknown>)?.[field],
      );
      children.set(
        element,
        new FieldSet(below.isMember || shape.isNamed(field), below.children),
      );
    } else if (shape.kind === 'list') {
      children.set(
        element,
        withNamedFields(child, shape.itemSchema, items!.get(element)),
      );
    } else {
      children.set(element, child);
    }
  }
  return new FieldSet(set.isMember, children);
}

import { Schema } from '../schema/Schema';
import { isDeepEqual } from '../writes/isDeepEqual';
import { FieldSet, FieldSetBuilder } from './FieldSet';
import {
  fieldShape,
  FieldShape,
  isEmptyValue,
  itemsByElement,
} from './fieldShape';

/**
 * What a change did, by path. No path is in two of the sets.
 *
 * @internal
 */
export interface FieldComparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

interface Builders {
  added: FieldSetBuilder;
  modified: FieldSetBuilder;
  removed: FieldSetBuilder;
}

/**
 * Compares two states of an object. Pure; `undefined` stands for "not there".
 *
 * @internal
 */
export function compareFields(
  before: unknown,
  after: unknown,
  schema: Schema,
): FieldComparison {
  const builders: Builders = {
    added: new FieldSetBuilder(),
    modified: new FieldSetBuilder(),
    removed: new FieldSetBuilder(),
  };
  compare(before, after, schema, [], builders);
  return {
    added: builders.added.build(),
    modified: builders.modified.build(),
    removed: builders.removed.build(),
  };
}

function compare(
  before: unknown,
  after: unknown,
  schema: Schema,
  path: string[],
  builders: Builders,
): void {
  // Most of a change is what didn't change; and a null where nothing was is still nothing.
  if (before === after || (before === undefined && after === null)) {
    return;
  }
  const shape = sharedShape(before, after, schema);
  const isLeaf =
    shape.kind === 'leaf' || (isNothing(before) && isNothing(after));
  if (!isLeaf) {
    descend(before, after, shape, path, builders);
  }
  if (before === undefined) {
    builders.added.insert(path);
  } else if (after === undefined) {
    builders.removed.insert(path);
  } else if (isLeaf && !isDeepEqual(before, after)) {
    builders.modified.insert(path);
  }
}

/** Values of different shapes are compared as a whole. */
function sharedShape(
  before: unknown,
  after: unknown,
  schema: Schema,
): FieldShape {
  const shape = fieldShape(schema, after ?? before);
  const isMixed =
    (before ?? undefined) !== undefined &&
    (after ?? undefined) !== undefined &&
    fieldShape(schema, before).kind !== shape.kind;
  return isMixed ? { kind: 'leaf' } : shape;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || isEmptyValue(value);
}

function descend(
  before: any,
  after: any,
  shape: Exclude<FieldShape, { kind: 'leaf' }>,
  path: string[],
  builders: Builders,
): void {
  if (shape.kind === 'list') {
    const left = itemsByElement(before, shape.elementOf);
    const right = itemsByElement(after, shape.elementOf);
    for (const element of new Set([...left.keys(), ...right.keys()])) {
      compare(
        left.get(element),
        right.get(element),
        shape.itemSchema,
        [...path, element],
        builders,
      );
    }
    return;
  }
  const fields = new Set([
    ...Object.keys(before ?? {}),
    ...Object.keys(after ?? {}),
  ]);
  for (const field of fields) {
    compare(
      before?.[field],
      after?.[field],
      shape.schemaOf(field),
      [...path, `f:${field}`],
      builders,
    );
  }
}

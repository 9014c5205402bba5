import { Schema } from '../schema/Schema';
import { FieldSet, FieldSetBuilder } from './FieldSet';
import { fieldShape, isEmptyValue } from './fieldShape';

/**
 * All paths of a value that can be owned. Pure.
 *
 * @internal
 */
export function fieldSetOf(value: unknown, schema: Schema): FieldSet {
  const builder = new FieldSetBuilder();
  collect(value, schema, [], builder);
  return builder.build();
}

function collect(
  value: unknown,
  schema: Schema,
  path: string[],
  builder: FieldSetBuilder,
): void {
  const shape = fieldShape(schema, value);
  switch (shape.kind) {
    case 'leaf':
      builder.insert(path);
      break;
    case 'list':
      for (const item of value as unknown[]) {
        const itemPath = [...path, shape.elementOf(item)];
        collect(item, shape.itemSchema, itemPath, builder);
        builder.insert(itemPath);
      }
      break;
    default:
      for (const [field, child] of Object.entries(value as object)) {
        const childPath = [...path, `f:${field}`];
        collect(child, shape.schemaOf(field), childPath, builder);
        const isOwnedItself =
          child === null ||
          (isEmptyValue(child) && !Array.isArray(child)) ||
          !shape.isNamed(field);
        if (isOwnedItself) {
          builder.insert(childPath);
        }
      }
  }
}

import { isJsonObject } from '../patches/jsonMergePatch';
import { decodeTyped } from '../schema/decodeTyped';
import {
  builtinSchema,
  fieldSchema,
  referencedName,
  resolveSchema,
  Schema,
} from '../schema/Schema';

const objectMeta: Schema = resolveSchema(builtinSchema('', 'v1', 'ConfigMap'))
  .properties!.metadata;

const typeFields: Record<string, Schema> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
};

/**
 * The schema of a custom resource with what every object has beside its author's fields.
 *
 * @internal
 */
export function wholeObjectSchema(authored: Schema | undefined): Schema {
  return {
    ...authored,
    type: 'object',
    properties: {
      ...authored?.properties,
      ...typeFields,
      metadata: objectMeta,
    },
  };
}

/**
 * Drops the fields that the schema doesn't know, in place.
 *
 * @returns their paths
 * @internal
 */
export function pruneUnknown(object: unknown, schema: Schema): string[] {
  const unknownFields: string[] = [];
  prune(object, schema, '', unknownFields);
  return unknownFields;
}

function prune(
  value: unknown,
  schema: Schema,
  path: string,
  unknownFields: string[],
): void {
  if (Array.isArray(value)) {
    const items = resolveSchema(schema).items ?? {};
    value.forEach((item, index) =>
      prune(item, items, `${path}[${index}]`, unknownFields),
    );
    return;
  }
  if (!isJsonObject(value)) {
    return;
  }
  const resolved = resolveSchema(schema);
  const keepsUnknown = Boolean(
    resolved['x-kubernetes-preserve-unknown-fields'] ||
    resolved.additionalProperties === true,
  );
  for (const field of Object.keys(value)) {
    const childPath = path ? `${path}.${field}` : field;
    const child =
      fieldSchema(resolved, field) ?? embeddedField(resolved, field);
    if (child && referencedName(child) && isJsonObject(value[field])) {
      const decoded = decodeTyped(value[field], child);
      value[field] = decoded.object;
      unknownFields.push(
        ...decoded.unknownFields.map(unknown => `${childPath}.${unknown}`),
      );
    } else if (child) {
      prune(value[field], child, childPath, unknownFields);
    } else if (!keepsUnknown) {
      unknownFields.push(childPath);
      delete value[field];
    }
  }
}

function embeddedField(schema: Schema, field: string): Schema | undefined {
  if (!schema['x-kubernetes-embedded-resource']) {
    return undefined;
  }
  return field === 'metadata' ? objectMeta : typeFields[field];
}

/**
 * Fills in the defaults of a schema, in place. A null in a field that has a default and can't be null
 * counts as absent.
 *
 * @internal
 */
export function fillDefaults(value: unknown, schema: Schema): void {
  if (Array.isArray(value)) {
    value.forEach(item => fillDefaults(item, schema.items ?? {}));
    return;
  }
  if (!isJsonObject(value)) {
    return;
  }
  for (const [field, child] of Object.entries(schema.properties ?? {})) {
    const isAbsent =
      value[field] === undefined || (value[field] === null && !child.nullable);
    if (isAbsent && child.default !== undefined) {
      value[field] = structuredClone(child.default);
    }
  }
  for (const [field, child] of Object.entries(value)) {
    const childSchema = fieldSchema(schema, field);
    if (childSchema) {
      fillDefaults(child, childSchema);
    }
  }
}

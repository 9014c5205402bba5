import builtinSchemas from './builtinSchemas.json';

/**
 * The part of OpenAPI v3 that describes Kubernetes objects: recorded for built-in kinds, given by
 * the CustomResourceDefinition for others.
 *
 * @internal
 */
export interface Schema {
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  required?: string[];
  default?: unknown;
  enum?: unknown[];
  nullable?: boolean;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  $ref?: string;
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-group-version-kind'?: Array<{
    group: string;
    version: string;
    kind: string;
  }>;
  [keyword: string]: unknown;
}

const referencePrefix = '#/components/schemas/';
const recorded = builtinSchemas as unknown as Record<string, Schema>;

const namesByKind = new Map(
  Object.entries(recorded).flatMap(([name, schema]) =>
    (schema['x-kubernetes-group-version-kind'] ?? []).map(
      ({ group, version, kind }) =>
        [`${group}/${version}/${kind}`, name] as const,
    ),
  ),
);

/**
 * The recorded schema of a built-in kind.
 *
 * @throws Error when the kind was not recorded, which is a mistake in the resource table
 * @internal
 */
export function builtinSchema(
  group: string,
  version: string,
  kind: string,
): Schema {
  const name = namesByKind.get(`${group}/${version}/${kind}`);
  if (!name) {
    throw new Error(
      `No schema recorded for ${group}/${version} ${kind}: add it to recordSchemas.ts`,
    );
  }
  return { $ref: `${referencePrefix}${name}` };
}

/**
 * Every recorded schema by its name, as `/openapi/v3` publishes them.
 *
 * @internal
 */
export function builtinSchemasByName(): Record<string, Schema> {
  return recorded;
}

/**
 * The name that a schema refers to, for example `io.k8s.api.core.v1.PodSpec`.
 *
 * @internal
 */
export function referencedName(schema: Schema): string | undefined {
  const reference =
    schema.$ref ?? (schema.allOf?.length === 1 && schema.allOf[0].$ref);
  return reference ? reference.slice(referencePrefix.length) : undefined;
}

const resolvedSchemas = new WeakMap<Schema, Schema>();

/**
 * The schema with its reference followed; keywords beside the reference win.
 *
 * @internal
 */
export function resolveSchema(schema: Schema): Schema {
  const name = referencedName(schema);
  if (!name) {
    return schema;
  }
  let resolved = resolvedSchemas.get(schema);
  if (!resolved) {
    const { $ref: _reference, allOf: _allOf, ...beside } = schema;
    resolved = { ...recorded[name], ...beside };
    resolvedSchemas.set(schema, resolved);
  }
  return resolved;
}

/**
 * The schema of one field of an object, undefined when the schema doesn't know the field.
 *
 * @internal
 */
export function fieldSchema(schema: Schema, field: string): Schema | undefined {
  const resolved = resolveSchema(schema);
  // Own properties only: a field may be called "constructor".
  if (resolved.properties && Object.hasOwn(resolved.properties, field)) {
    return resolved.properties[field];
  }
  return typeof resolved.additionalProperties === 'object'
    ? resolved.additionalProperties
    : undefined;
}

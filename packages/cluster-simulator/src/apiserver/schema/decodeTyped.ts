import { Schema, fieldSchema, referencedName, resolveSchema } from './Schema';

/** What reading a JSON object as a built-in kind gives. */
export interface DecodedObject<T> {
  object: T;
  /** Paths of fields that the kind doesn't have; they were dropped. */
  unknownFields: string[];
}

/** A value of the wrong JSON type; the message is the API server's. */
export class TypeMismatchError extends Error {
  override readonly name = 'TypeMismatchError';
}

/**
 * Fields that the API's own types hold as plain values with "omit when empty": writing the empty
 * value is the same as leaving the field out. Others (`replicas`) are pointers and keep a zero.
 */
const fieldsOmittedWhenEmpty = new Set([
  'active',
  'availableReplicas',
  'fullyLabeledReplicas',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'minReadySeconds',
  'nodePort',
  'observedGeneration',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'readyReplicas',
  'stdin',
  'stdinOnce',
  'succeeded',
  'failed',
  'tty',
  'unavailableReplicas',
  'unschedulable',
  'updatedReplicas',
]);

const goTypes: Record<string, string> = {
  int32: 'int32',
  int64: 'int64',
  integer: 'int64',
  double: 'float64',
  number: 'float64',
  string: 'string',
  boolean: 'bool',
};

/**
 * Reads a JSON object as a built-in kind, as the API's typed decoder does: unknown fields and nulls
 * are dropped, and so are the empty values that its types don't keep.
 *
 * @throws TypeMismatchError
 */
export function decodeTyped<T extends object>(
  value: T,
  schema: Schema,
): DecodedObject<T> {
  const unknownFields: string[] = [];
  const object = decodeValue(value, schema, {
    path: '',
    owner: '',
    unknownFields,
  }) as T;
  return { object, unknownFields };
}

interface Position {
  path: string;
  /** Name of the struct that has the field, for error messages. */
  owner: string;
  unknownFields: string[];
}

function decodeValue(
  value: unknown,
  schema: Schema,
  position: Position,
): unknown {
  const resolved = resolveSchema(schema);
  if (
    value === null ||
    resolved['x-kubernetes-preserve-unknown-fields'] ||
    resolved.type === undefined
  ) {
    return value;
  }
  if (resolved.type === 'array') {
    return decodeArray(value, schema, position);
  }
  if (resolved.type === 'object') {
    return decodeObject(value, schema, position);
  }
  const isMatch =
    resolved.type === 'integer'
      ? Number.isInteger(value)
      : typeof value === resolved.type;
  if (!isMatch) {
    throw mismatch(
      value,
      goTypes[resolved.format ?? ''] ?? goTypes[resolved.type],
      position,
    );
  }
  return value;
}

function decodeArray(value: unknown, schema: Schema, position: Position) {
  const resolved = resolveSchema(schema);
  if (!Array.isArray(value)) {
    throw mismatch(value, `[]${goName(resolved.items ?? {})}`, position);
  }
  return value.map((item, index) =>
    decodeValue(item, resolved.items ?? {}, {
      ...position,
      path: `${position.path}[${index}]`,
    }),
  );
}

function decodeObject(value: unknown, schema: Schema, position: Position) {
  const resolved = resolveSchema(schema);
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw mismatch(value, goName(schema), position);
  }
  const isOpen = !resolved.properties && !resolved.additionalProperties;
  if (isOpen) {
    return value;
  }
  const owner = referencedName(schema)?.split('.').pop() ?? position.owner;
  const decoded: Record<string, unknown> = {};
  for (const [field, fieldValue] of Object.entries(value as object)) {
    const path = position.path ? `${position.path}.${field}` : field;
    const child = fieldSchema(resolved, field);
    if (!child) {
      position.unknownFields.push(path);
      continue;
    }
    const decodedField = decodeValue(fieldValue, child, {
      ...position,
      path,
      owner,
    });
    const isMapEntry = !resolved.properties;
    if (isMapEntry || !isOmitted(field, decodedField, child, resolved)) {
      decoded[field] = decodedField ?? '';
    }
  }
  return decoded;
}

function isOmitted(
  field: string,
  value: unknown,
  schema: Schema,
  owner: Schema,
): boolean {
  if (value === null || value === undefined) {
    return true;
  }
  const isKept = owner.required?.includes(field);
  if (isKept) {
    return false;
  }
  const resolved = resolveSchema(schema);
  if (resolved.type === undefined) {
    return false;
  }
  if (value === '' || (Array.isArray(value) && value.length === 0)) {
    return true;
  }
  if (value === 0 || value === false) {
    return fieldsOmittedWhenEmpty.has(field);
  }
  return (
    typeof value === 'object' &&
    resolved.additionalProperties !== undefined &&
    Object.keys(value).length === 0
  );
}

function goName(schema: Schema): string {
  const name = referencedName(schema);
  if (name) {
    const [version, kind] = name.split('.').slice(-2);
    return `${version}.${kind}`;
  }
  const resolved = resolveSchema(schema);
  return resolved.additionalProperties
    ? 'map[string]string'
    : (goTypes[resolved.format ?? ''] ?? goTypes[resolved.type ?? 'string']);
}

function mismatch(value: unknown, expected: string, position: Position) {
  const actual = Array.isArray(value) ? 'array' : jsonTypeName(value);
  const path = position.path.replace(/\[\d+\]/g, '');
  return new TypeMismatchError(
    `json: cannot unmarshal ${actual} into Go struct field ${position.owner}.${path} of type ${expected}`,
  );
}

function jsonTypeName(value: unknown): string {
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

import { goJsonType } from '../errors/goFormat';
import { fieldSchema, referencedName, resolveSchema, Schema } from './Schema';
import { scalarFormats, ValueFormatError } from './scalarFormats';
import { isOmitted, zeroFieldsOf } from './zeroValues';

/**
 * What reading a JSON object as a built-in kind gives.
 *
 * @internal
 */
export interface DecodedObject<T> {
  object: T;
  /** Paths of fields that the kind doesn't have; they were dropped. */
  unknownFields: string[];
}

/**
 * A value that the kind can't have; the message is the API server's.
 *
 * @internal
 */
export class TypeMismatchError extends Error {
  override readonly name = 'TypeMismatchError';

  constructor(
    message: string,
    /** Absent where the value has the right type and the wrong form. */
    readonly types?: { path: string; expected: string; actual: string },
  ) {
    super(message);
  }
}

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
 * are dropped, and so are the empty values that its types don't keep; the ones they always write
 * appear.
 *
 * @throws TypeMismatchError
 * @internal
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

/**
 * A kind's object with nothing in it, as its type has it.
 *
 * @internal
 */
export function zeroObject(schema: Schema): object {
  return decodeTyped({}, schema).object;
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
  if (value === null || resolved['x-kubernetes-preserve-unknown-fields']) {
    return value;
  }
  const format = scalarFormats[shortName(schema)];
  if (format) {
    return readScalar(value, format);
  }
  switch (resolved.type) {
    case undefined:
      return value;
    case 'array':
      return decodeArray(value, schema, position);
    case 'object':
      return decodeObject(value, schema, position);
    default:
      return checkScalar(value, resolved, position);
  }
}

function readScalar(value: unknown, format: (value: unknown) => unknown) {
  try {
    return format(value);
  } catch (error) {
    if (error instanceof ValueFormatError) {
      throw new TypeMismatchError(error.message);
    }
    throw error;
  }
}

function checkScalar(value: unknown, resolved: Schema, position: Position) {
  const isMatch =
    resolved.type === 'integer'
      ? Number.isInteger(value)
      : typeof value === resolved.type;
  if (!isMatch) {
    throw mismatch(
      value,
      goTypes[resolved.format ?? ''] ?? goTypes[resolved.type!],
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
  const owner = shortName(schema) || position.owner;
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
  addZeroFields(decoded, schema, position);
  return decoded;
}

function addZeroFields(
  decoded: Record<string, unknown>,
  schema: Schema,
  position: Position,
): void {
  for (const { field, zero, schema: child } of zeroFieldsOf(schema)) {
    if (decoded[field] === undefined) {
      decoded[field] =
        zero === 'object' ? decodeValue({}, child, position) : zero;
    }
  }
}

const shortNames = new WeakMap<Schema, string>();

function shortName(schema: Schema): string {
  let name = shortNames.get(schema);
  if (name === undefined) {
    name = referencedName(schema)?.split('.').pop() ?? '';
    shortNames.set(schema, name);
  }
  return name;
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
  const path = position.path.replace(/\[\d+\]/g, '');
  return new TypeMismatchError(
    `json: cannot unmarshal ${goJsonType(
      value,
    )} into Go struct field ${position.owner}.${path} of type ${expected}`,
    { path, expected, actual: goJsonType(value) },
  );
}

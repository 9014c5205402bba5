import { referencedName, resolveSchema, Schema } from './Schema';

/**
 * Fields that the API's own types hold as plain values with "omit when empty": writing the empty
 * value is the same as leaving the field out. Others (`replicas`) are pointers and keep a zero.
 */
const fieldsOmittedWhenEmpty = new Set([
  'active',
  'availableReplicas',
  'failed',
  'fullyLabeledReplicas',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'minReadySeconds',
  'nodePort',
  'numberAvailable',
  'numberUnavailable',
  'observedGeneration',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'readyReplicas',
  'stdin',
  'stdinOnce',
  'succeeded',
  'tty',
  'unavailableReplicas',
  'unschedulable',
  'updatedNumberScheduled',
  'updatedReplicas',
]);

/** Texts that are pointers: an empty one is not the same as none. */
const textsKeptWhenEmpty = new Set(['holderIdentity', 'storageClassName']);

/** Types whose times are written as null while they are unset. */
const typesWithNullTimes =
  /(Condition|ContainerStateRunning|ContainerStateTerminated|\.Event)$/;

/**
 * Whether the API leaves a field out of what it writes because its value is nothing.
 *
 * @param owner - the schema of the object that has the field
 * @internal
 */
export function isOmitted(
  field: string,
  value: unknown,
  schema: Schema,
  owner: Schema,
): boolean {
  if (value === null || value === undefined) {
    return true;
  }
  if (owner.required?.includes(field)) {
    return false;
  }
  const resolved = resolveSchema(schema);
  if (resolved.type === undefined) {
    return false;
  }
  if (value === '') {
    return resolved.default !== '' && !textsKeptWhenEmpty.has(field);
  }
  if (Array.isArray(value)) {
    return value.length === 0;
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

/**
 * A field that the API writes even when nobody set it.
 *
 * @internal
 */
export interface ZeroField {
  field: string;
  /** `'object'` stands for an object with zero fields of its own. */
  zero: '' | 0 | false | null | 'object';
  schema: Schema;
}

const zeroFieldsBySchema = new WeakMap<Schema, ZeroField[]>();

/**
 * The fields of a type that are always written.
 *
 * @internal
 */
export function zeroFieldsOf(schema: Schema): ZeroField[] {
  const resolved = resolveSchema(schema);
  let fields = zeroFieldsBySchema.get(resolved);
  if (!fields) {
    fields = findZeroFields(resolved, referencedName(schema) ?? '');
    zeroFieldsBySchema.set(resolved, fields);
  }
  return fields;
}

function findZeroFields(resolved: Schema, name: string): ZeroField[] {
  const hasNullTimes = typesWithNullTimes.test(name);
  return Object.entries(resolved.properties ?? {}).flatMap(
    ([field, schema]): ZeroField[] => {
      const { default: zero, type } = resolveSchema(schema);
      if (isEmptyObject(zero)) {
        return [{ field, zero: 'object', schema }];
      }
      if (zero === '' || zero === 0 || zero === false) {
        return [{ field, zero, schema }];
      }
      const isList = type === 'array' || type === 'object';
      const isRequiredList = isList && resolved.required?.includes(field);
      const isTime = referencedName(schema)?.endsWith('Time');
      return isRequiredList || (hasNullTimes && isTime)
        ? [{ field, zero: null, schema }]
        : [];
    },
  );
}

function isEmptyObject(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

import type { ErrorObject } from 'ajv';
import { FieldError, invalidValue, notSupported } from '../errors/FieldError';

/**
 * Says in the API's words what the validator found.
 *
 * @internal
 */
export function toFieldError(error: ErrorObject): FieldError {
  const field = toFieldPath(error.instancePath);
  const value = error.data;
  const inBody = `${field || '""'} in body`;
  const { params } = error;
  switch (error.keyword) {
    case 'required':
      return {
        type: 'FieldValueRequired',
        field: [field, params.missingProperty].filter(Boolean).join('.'),
        detail: '',
      };
    case 'type':
      return typeError(field, inBody, params.type, value);
    case 'enum':
      return notSupported(
        field,
        value,
        params.allowedValues.map((allowed: unknown) => String(allowed)),
      );
    case 'maxLength':
      return {
        type: 'FieldValueTooLong',
        field,
        detail: `may not be more than ${params.limit} bytes`,
      };
    case 'maxItems':
      return {
        type: 'FieldValueTooMany',
        field,
        detail: `must have at most ${params.limit} items`,
        value: (value as unknown[]).length,
      };
    default:
      return invalidValue(field, value, `${inBody} ${ruleText(error)}`);
  }
}

function typeError(
  field: string,
  inBody: string,
  expected: string | string[],
  value: unknown,
): FieldError {
  const actual = jsonType(value);
  const types = Array.isArray(expected)
    ? expected.filter(type => type !== 'null')
    : [expected];
  return {
    type: 'FieldValueTypeInvalid',
    field,
    detail: `${inBody} must be of type ${types.join(',')}: ${JSON.stringify(
      actual,
    )}`,
    value: actual,
  };
}

function ruleText({ keyword, params }: ErrorObject): string {
  switch (keyword) {
    case 'pattern':
      return `should match '${params.pattern}'`;
    case 'minLength':
      return `should be at least ${params.limit} chars long`;
    case 'minItems':
      return `should have at least ${params.limit} items`;
    case 'minimum':
      return `should be greater than or equal to ${params.limit}`;
    case 'maximum':
      return `should be less than or equal to ${params.limit}`;
    case 'exclusiveMinimum':
      return `should be greater than ${params.limit}`;
    case 'exclusiveMaximum':
      return `should be less than ${params.limit}`;
    case 'multipleOf':
      return `should be a multiple of ${params.multipleOf}`;
    case 'uniqueItems':
      return "shouldn't contain duplicates";
    case 'format':
      return `must be of type ${params.format}`;
    case 'oneOf':
      return 'must validate one and only one schema (oneOf)';
    case 'anyOf':
      return 'must validate at least one schema (anyOf)';
    case 'not':
      return 'must not validate the schema (not)';
    case 'minProperties':
      return `should have at least ${params.limit} properties`;
    case 'maxProperties':
      return `should have at most ${params.limit} properties`;
    default:
      return `breaks the rule ${keyword}`;
  }
}

function jsonType(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** `/spec/items/0/name` as `spec.items[0].name`. */
function toFieldPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map(segment => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(
      (path, segment) =>
        /^\d+$/.test(segment)
          ? `${path}[${segment}]`
          : [path, segment].filter(Boolean).join('.'),
      '',
    );
}

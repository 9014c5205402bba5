import { StatusCause } from './StatusCause';

/** @internal */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTooFew'
  | 'FieldValueNotFound';

/**
 * One broken rule of an object; several make one 422 answer.
 *
 * @internal
 */
export interface FieldError {
  type: FieldErrorType;
  field: string;
  detail: string;
  /** Shown in the message of the types that name the value. */
  value?: unknown;
}

const titles: Record<FieldErrorType, string> = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueTypeInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTooFew: 'Too few',
  FieldValueNotFound: 'Not found',
};

const typesWithoutValue: ReadonlySet<FieldErrorType> = new Set([
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
] as const);

/** @internal */
export function fieldErrorCause(error: FieldError): StatusCause {
  let message = titles[error.type];
  if (!typesWithoutValue.has(error.type) && error.value !== undefined) {
    message += `: ${JSON.stringify(error.value)}`;
  }
  if (error.detail) {
    message += `: ${error.detail}`;
  }
  return { reason: error.type, message, field: error.field };
}

/** @internal */
export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, detail };
}

/** @internal */
export function invalidValue(
  field: string,
  value: unknown,
  detail: string,
): FieldError {
  return { type: 'FieldValueInvalid', field, detail, value };
}

/** @internal */
export function forbiddenField(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, detail };
}

/** @internal */
export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, detail: '', value };
}

/** @internal */
export function notSupported(
  field: string,
  value: unknown,
  supported: readonly string[],
): FieldError {
  const names = supported.map(name => JSON.stringify(name));
  return {
    type: 'FieldValueNotSupported',
    field,
    detail: `supported values: ${names.join(', ')}`,
    value,
  };
}

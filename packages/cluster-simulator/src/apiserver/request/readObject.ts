import type {
  ApiRequest,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { badRequest } from '../errors/StatusError';
import { apiVersionOf } from '../resources/ResourceDefinition';
import { decodeTyped, TypeMismatchError } from '../schema/decodeTyped';
import { Schema } from '../schema/Schema';
import { decodeObject } from './decodeBody';
import { FieldValidation } from './writeOptions';

/** The kind that a request's body must hold. */
export interface ExpectedKind {
  group: string;
  version: string;
  kind: string;
  schema: Schema;
  isCustom: boolean;
}

/** @internal */
export interface ReadObject {
  object: KubeObject;
  /** For the `Warning` header. */
  warnings: string[];
}

/**
 * Reads the object in a request's body as the kind that the path stands for.
 *
 * @throws StatusError with code 400 or 415
 */
export function readObject(
  request: ApiRequest,
  expected: ExpectedKind,
  fieldValidation: FieldValidation,
): ReadObject {
  const object = decodeObject(request.body, request.headers?.['content-type']);
  checkKind(object, expected);
  return checkFields(object, expected, fieldValidation, problem =>
    badRequest(
      `${expected.kind} in version "${expected.version}" cannot be handled as a ${expected.kind}: ${problem}`,
    ),
  );
}

/**
 * Reduces an object to the fields of its kind. Custom resources are left to their own schema.
 *
 * @param refuse - makes the error for an object that can't be of this kind
 */
export function checkFields(
  object: KubeObject,
  expected: ExpectedKind,
  fieldValidation: FieldValidation,
  refuse: (problem: string) => Error,
): ReadObject {
  if (expected.isCustom) {
    return { object, warnings: [] };
  }
  let decoded;
  try {
    decoded = decodeTyped(object, expected.schema);
  } catch (error) {
    if (error instanceof TypeMismatchError) {
      throw refuse(error.message);
    }
    throw error;
  }
  const problems = decoded.unknownFields.map(path => `unknown field "${path}"`);
  if (problems.length > 0 && fieldValidation === 'Strict') {
    throw refuse(`strict decoding error: ${problems.join(', ')}`);
  }
  return {
    object: decoded.object,
    warnings: fieldValidation === 'Warn' ? problems : [],
  };
}

function checkKind(object: KubeObject, expected: ExpectedKind): void {
  const apiVersion = apiVersionOf(expected);
  if (expected.isCustom && !object.kind) {
    throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(object)}'`);
  }
  object.kind ||= expected.kind;
  object.apiVersion ||= apiVersion;
  if (object.kind !== expected.kind) {
    const version = object.apiVersion.split('/').pop();
    throw badRequest(
      `${object.kind} in version "${version}" cannot be handled as a ${expected.kind}: the object's kind is not the one of the path`,
    );
  }
  if (object.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
}

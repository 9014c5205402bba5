import type {
  ApiRequest,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { pruneUnknown } from '../customResources/structuralSchema';
import { badRequest } from '../errors/StatusError';
import { apiVersionOf } from '../resources/ResourceDefinition';
import {
  DecodedObject,
  decodeTyped,
  TypeMismatchError,
} from '../schema/decodeTyped';
import { Schema } from '../schema/Schema';
import { decodeObject } from './decodeBody';
import { FieldValidation } from './writeOptions';

/**
 * The kind that a request's body must hold.
 *
 * @internal
 */
export interface ExpectedKind {
  group: string;
  version: string;
  kind: string;
  schema: Schema;
  isCustom: boolean;
}

/**
 * Where the request comes from, and what goes into the `Warning` header of its answer.
 *
 * @internal
 */
export interface BodySource {
  request: ApiRequest;
  warnings: string[];
}

/**
 * Reads the object in a request's body as the kind that the path stands for.
 *
 * @throws StatusError with code 400 or 415
 * @internal
 */
export function readObject(
  { request, warnings }: BodySource,
  expected: ExpectedKind,
  fieldValidation: FieldValidation,
): KubeObject {
  const object = decodeObject(request.body, request.headers?.['content-type']);
  checkKind(object, expected);
  return checkFields(object, expected, fieldValidation, warnings, problem =>
    badRequest(
      `${expected.kind} in version "${expected.version}" cannot be handled as a ${expected.kind}: ${problem}`,
    ),
  );
}

/**
 * Reduces an object to the fields of its kind.
 *
 * @param refuse - makes the error for an object that can't be of this kind
 * @internal
 */
export function checkFields(
  object: KubeObject,
  expected: ExpectedKind,
  fieldValidation: FieldValidation,
  warnings: string[],
  refuse: (problem: string) => Error,
): KubeObject {
  const decoded = decode(object, expected, refuse);
  const problems = decoded.unknownFields.map(path => `unknown field "${path}"`);
  if (problems.length > 0 && fieldValidation === 'Strict') {
    throw refuse(`strict decoding error: ${problems.join(', ')}`);
  }
  if (fieldValidation === 'Warn') {
    warnings.push(...problems);
  }
  return decoded.object;
}

function decode(
  object: KubeObject,
  { isCustom, schema }: ExpectedKind,
  refuse: (problem: string) => Error,
): DecodedObject<KubeObject> {
  if (isCustom) {
    const pruned = structuredClone(object);
    return {
      unknownFields: pruneUnknown(pruned, schema),
      object: pruned,
    };
  }
  try {
    return decodeTyped(object, schema);
  } catch (error) {
    if (error instanceof TypeMismatchError) {
      throw refuse(error.message);
    }
    throw error;
  }
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
    // In Go's names: upstream tries to convert one type into the other.
    const [groupName] = (expected.group || 'core').split('.');
    throw badRequest(
      `${object.kind} in version "${version}" cannot be handled as a ${expected.kind}: converting (${version}.${object.kind}) to (${groupName}.${expected.kind}): unknown conversion`,
    );
  }
  if (object.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
}

import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { FieldError } from '../errors/FieldError';
import { isJsonObject } from '../patches/jsonMergePatch';
import { Schema } from '../schema/Schema';
import { toFieldError } from './schemaErrors';

const dateTime =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  logger: false,
  // Unknown formats say nothing, as upstream has it.
  formats: { 'date-time': dateTime },
});

const schemaLists = new Set(['allOf', 'anyOf', 'oneOf']);
const schemaFields = new Set(['items', 'not', 'additionalProperties']);

/**
 * A validator for the author's schema of a custom resource.
 *
 * @internal
 */
export function schemaValidator(
  schema: Schema | undefined,
): (object: KubeObject) => FieldError[] {
  let validate: ValidateFunction | undefined;
  return object => {
    validate ??= ajv.compile(toJsonSchema(schema ?? {}) as object);
    // Type and metadata have rules of their own.
    const {
      apiVersion: _apiVersion,
      kind: _kind,
      metadata: _metadata,
      ...authored
    } = object;
    return validate(authored)
      ? []
      : relevantErrors(validate.errors ?? []).map(toFieldError);
  };
}

/** The branches of a failed alternative say less than the alternative itself. */
function relevantErrors(errors: ErrorObject[]): ErrorObject[] {
  const alternatives = errors
    .filter(({ keyword }) => ['anyOf', 'oneOf', 'not'].includes(keyword))
    .map(({ schemaPath }) => `${schemaPath}/`);
  return errors.filter(
    ({ schemaPath }) =>
      !alternatives.some(alternative => schemaPath.startsWith(alternative)),
  );
}

/** OpenAPI's dialect in JSON Schema's words. */
function toJsonSchema(schema: Schema, isRoot = true): unknown {
  const converted: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') {
      converted.properties = convertProperties(
        value as Record<string, Schema>,
        isRoot,
      );
    } else if (schemaLists.has(keyword)) {
      converted[keyword] = (value as Schema[]).map(item =>
        toJsonSchema(item, isRoot),
      );
    } else if (schemaFields.has(keyword) && isJsonObject(value)) {
      converted[keyword] = toJsonSchema(value as Schema, false);
    } else if (keyword === 'required' && isRoot) {
      converted.required = (value as string[]).filter(
        field => !['apiVersion', 'kind', 'metadata'].includes(field),
      );
    } else if (!keyword.startsWith('x-') && keyword !== 'nullable') {
      converted[keyword] = value;
    }
  }
  if (schema['x-kubernetes-int-or-string']) {
    delete converted.type;
    delete converted.anyOf;
    converted.type = ['integer', 'string'];
  }
  if (schema.nullable && typeof converted.type === 'string') {
    converted.type = [converted.type, 'null'];
  }
  return converted;
}

function convertProperties(
  properties: Record<string, Schema>,
  isRoot: boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(
        ([field]) =>
          !isRoot || !['apiVersion', 'kind', 'metadata'].includes(field),
      )
      .map(([field, child]) => [field, toJsonSchema(child, false)]),
  );
}

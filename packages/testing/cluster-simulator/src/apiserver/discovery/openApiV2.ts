/**
 * The only form in which clients take this document.
 *
 * @internal
 */
export const openApiV2ContentType =
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

const LENGTH_DELIMITED = 2;

/**
 * One field of a protobuf message: a text or a message of its own. Kept below 128 bytes: answers are
 * texts on their way out, and only such lengths are the same byte in a text.
 */
function field(number: number, content: string): string {
  if (content.length > 127) {
    throw new Error(`A field of ${content.length} bytes is too long`);
  }
  return (
    String.fromCharCode((number << 3) | LENGTH_DELIMITED, content.length) +
    content
  );
}

/** Numbers of the fields used, from the published definition of OpenAPI v2 in protobuf. */
const numbers = {
  document: { swagger: 1, info: 2, paths: 8 },
  info: { title: 1, version: 2 },
  paths: { path: 2 },
  namedPathItem: { name: 1, value: 2 },
  pathItem: { patch: 8 },
  operation: { parameters: 8, vendorExtension: 13 },
  parametersItem: { parameter: 1 },
  parameter: { nonBody: 2 },
  nonBody: { query: 3 },
  query: { in: 2, name: 4 },
  namedAny: { name: 1, value: 2 },
  any: { yaml: 2 },
};

function queryParameter(name: string): string {
  const query =
    field(numbers.query.in, 'query') + field(numbers.query.name, name);
  const parameter = field(
    numbers.parameter.nonBody,
    field(numbers.nonBody.query, query),
  );
  return field(
    numbers.operation.parameters,
    field(numbers.parametersItem.parameter, parameter),
  );
}

function namespacePatch(): string {
  const kind =
    field(numbers.namedAny.name, 'x-kubernetes-group-version-kind') +
    field(
      numbers.namedAny.value,
      field(numbers.any.yaml, '{group: "",kind: Namespace,version: v1}'),
    );
  return (
    queryParameter('fieldValidation') +
    field(numbers.operation.vendorExtension, kind)
  );
}

/**
 * The older description of the API. Clients that read version 3 ask for this one only about kinds that
 * they don't find there; what it says of patching namespaces is the answer that they take for those. It
 * names nothing else.
 *
 * @internal
 */
export function openApiV2Document(version: string): string {
  // Clients go by the kind; under which path it stands is nothing to them.
  const path =
    field(numbers.namedPathItem.name, '/') +
    field(
      numbers.namedPathItem.value,
      field(numbers.pathItem.patch, namespacePatch()),
    );
  const info =
    field(numbers.info.title, 'Kubernetes') +
    field(numbers.info.version, version);
  return (
    field(numbers.document.swagger, '2.0') +
    field(numbers.document.info, info) +
    field(numbers.document.paths, field(numbers.paths.path, path))
  );
}

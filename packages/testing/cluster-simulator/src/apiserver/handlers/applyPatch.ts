import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { parse as parseYaml } from 'yaml';
import { pruneUnknown } from '../customResources/structuralSchema';
import { required } from '../errors/FieldError';
import {
  badRequest,
  conflict,
  invalid,
  StatusError,
} from '../errors/StatusError';
import { applyFields } from '../managedFields/trackFields';
import { isJsonObject } from '../patches/jsonMergePatch';
import { WriteOptions } from '../request/writeOptions';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { decodeTyped, TypeMismatchError } from '../schema/decodeTyped';
import { formatTime } from '../timestamps';
import { ResourceCall } from './ResourceCall';

/**
 * Reads a server-side apply as a change of the live object, which it may create.
 *
 * @throws StatusError with code 400 or 422
 * @internal
 */
export function readApply(
  definition: ResourceDefinition,
  { context, info, request }: ResourceCall,
  options: WriteOptions,
): (live: KubeObject | undefined) => KubeObject {
  if (!options.fieldManager) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      required('fieldManager', 'is required for apply patch'),
    ]);
  }
  const configuration = parseConfiguration(request.body ?? '');
  checkVersion(definition, configuration);
  checkDeclared(definition, configuration);
  const writer = {
    name: options.fieldManager,
    subresource: info.subresource,
    time: formatTime(context.clock.now()),
  };
  return live => {
    const { metadata } = configuration;
    const isOtherObject =
      live && metadata?.uid && metadata.uid !== live.metadata.uid;
    if (isOtherObject) {
      throw conflict(
        definition,
        info.name!,
        `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${live.metadata.uid}`,
      );
    }
    return applyFields(
      definition,
      live,
      configuration,
      writer,
      options.isForced ?? false,
    );
  };
}

function parseConfiguration(body: string): KubeObject {
  let configuration: unknown;
  try {
    configuration = parseYaml(body);
  } catch (error) {
    throw badRequest(
      `error decoding YAML: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (!isJsonObject(configuration)) {
    throw badRequest(
      'error decoding YAML: json: cannot unmarshal the body into Go value of type map[string]interface {}',
    );
  }
  const metadata = configuration.metadata;
  if (isJsonObject(metadata) && metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  return configuration as unknown as KubeObject;
}

function checkVersion(
  definition: ResourceDefinition,
  { apiVersion, kind }: KubeObject,
): void {
  const expected = apiVersionOf(definition);
  if (apiVersion !== expected || kind !== definition.kind) {
    throw badRequest(
      `invalid object type: ${apiVersion ?? '/'}, Kind=${kind ?? ''}`,
    );
  }
}

/** An apply names only fields that the kind has; unlike in other writes, no option softens that. */
function checkDeclared(
  definition: ResourceDefinition,
  configuration: KubeObject,
): void {
  // Upstream stops at the first one too.
  const [problem] = declarationProblems(definition, configuration);
  if (problem === undefined) {
    return;
  }
  const { namespace = '', name = '' } = configuration.metadata ?? {};
  throw new StatusError(
    500,
    '',
    `failed to create typed patch object (${namespace}/${name}; ${configuration.apiVersion}, Kind=${configuration.kind}): ${problem}`,
  );
}

function declarationProblems(
  { isCustom, schema }: ResourceDefinition,
  configuration: KubeObject,
): string[] {
  try {
    const unknownFields = isCustom
      ? pruneUnknown(structuredClone(configuration), schema)
      : decodeTyped(configuration, schema).unknownFields;
    return unknownFields.map(path => `.${path}: field not declared in schema`);
  } catch (error) {
    if (error instanceof TypeMismatchError) {
      return [typeProblem(error)];
    }
    throw error;
  }
}

function typeProblem({ message, types }: TypeMismatchError): string {
  if (!types) {
    return message;
  }
  const { path, expected, actual } = types;
  const isNumber = /^(int|float)/.test(expected);
  return `.${path}: expected ${
    isNumber ? 'numeric (int or float)' : expected
  }, got ${actual}`;
}

import { createHash } from 'node:crypto';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { builtinSchemasByName, referencedName, Schema } from '../schema/Schema';
import { serverVersion } from './serverVersion';

/** `api/v1` or `apis/apps/v1`, as the document's address has it. */
function rootOf(definition: { group: string; version: string }): string {
  return `${definition.group ? 'apis' : 'api'}/${apiVersionOf(definition)}`;
}

/**
 * The list of documents, one per group and version.
 *
 * @internal
 */
export function openApiIndex(registry: ResourceRegistry) {
  const roots = new Set(registry.all().map(rootOf));
  return {
    paths: Object.fromEntries(
      [...roots].sort().map(root => [
        root,
        {
          serverRelativeURL: `/openapi/v3/${root}?hash=${versionHash(
            registry,
            root,
          )}`,
        },
      ]),
    ),
  };
}

/** Changes when the document does, which only custom resources make it do: clients cache by it. */
function versionHash(registry: ResourceRegistry, root: string): string {
  const custom = registry
    .all()
    .filter(definition => definition.isCustom && rootOf(definition) === root)
    .map(({ plural, schema }) => ({ plural, schema }));
  return createHash('sha256')
    .update(JSON.stringify([serverVersion.gitVersion, root, custom]))
    .digest('hex')
    .toUpperCase();
}

/**
 * What `kubectl` reads to validate, apply and explain; undefined when the version isn't served.
 *
 * @internal
 */
export function openApiDocument(registry: ResourceRegistry, root: string) {
  const definitions = registry
    .all()
    .filter(definition => rootOf(definition) === root);
  if (definitions.length === 0) {
    return undefined;
  }
  const schemas: Record<string, Schema> = {};
  for (const definition of definitions) {
    if (definition.isCustom) {
      schemas[customSchemaName(definition)] = {
        ...definition.schema,
        'x-kubernetes-group-version-kind': [gvkOf(definition)],
      };
    }
    collectReferenced(definition.schema, schemas);
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: serverVersion.gitVersion },
    paths: Object.assign({}, ...definitions.map(pathsOf)),
    components: { schemas },
  };
}

function gvkOf({ group, version, kind }: ResourceDefinition) {
  return { group, version, kind };
}

function customSchemaName({ group, version, kind }: ResourceDefinition) {
  return `${group.split('.').reverse().join('.')}.${version}.${kind}`;
}

function collectReferenced(schema: Schema, into: Record<string, Schema>): void {
  const references = JSON.stringify(schema).matchAll(
    /"\$ref":"#\/components\/schemas\/([^"]+)"/g,
  );
  for (const [, name] of references) {
    if (!into[name]) {
      into[name] = builtinSchemasByName()[name];
      collectReferenced(into[name], into);
    }
  }
}

const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'];

function pathsOf(definition: ResourceDefinition) {
  const scope = definition.isNamespaced ? '/namespaces/{namespace}' : '';
  const collection = `/${rootOf(definition)}${scope}/${definition.plural}`;
  return {
    [collection]: {
      get: operation(definition, 'list', []),
      post: operation(definition, 'post', writeParameters),
    },
    [`${collection}/{name}`]: {
      get: operation(definition, 'get', []),
      put: operation(definition, 'put', writeParameters),
      patch: operation(definition, 'patch', [...writeParameters, 'force']),
      delete: operation(definition, 'delete', ['dryRun']),
    },
  };
}

function operation(
  definition: ResourceDefinition,
  action: string,
  parameters: string[],
) {
  const name =
    referencedName(definition.schema) ?? customSchemaName(definition);
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvkOf(definition),
    parameters: parameters.map(parameter => ({
      name: parameter,
      in: 'query',
      schema: { type: 'string', uniqueItems: true },
    })),
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${name}` },
          },
        },
      },
    },
  };
}

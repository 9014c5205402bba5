import {
  ApiRoute,
  apiRoutes,
  RequestName,
  requestSchemas,
  responseRegistry,
  UPGRADE_PLUGIN_ID,
} from '@cluster-upgrade/plugin-upgrade-common';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';

const PROBLEM: JsonObject = {
  type: 'object',
  required: ['error', 'response'],
  properties: {
    error: {
      type: 'object',
      required: ['name', 'message'],
      properties: {
        name: { type: 'string', description: 'For example ConflictError' },
        message: {
          type: 'string',
          description: 'Names the object, the reason and the remedy',
        },
      },
    },
    response: {
      type: 'object',
      required: ['statusCode'],
      properties: { statusCode: { type: 'integer' } },
    },
  },
};

const IDEMPOTENCY_KEY: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key gives the same upgrade',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** The OpenAPI 3.1 document of the REST API, made from the table of routes alone. */
export function buildOpenApiDocument(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of apiRoutes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operationOf(route),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: UPGRADE_PLUGIN_ID,
      version: '1',
      description:
        'Plan, run, watch and take back upgrades of clusters. Made from the table of routes; do not edit.',
    },
    servers: [{ url: '/api/upgrade' }],
    security: [{ backstage: [] }],
    paths,
    components: {
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A Backstage token of a user or a service',
        },
      },
      responses: {
        Problem: {
          description:
            'What is wrong, for which object, and what to do about it',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Problem' },
            },
          },
        },
      },
      schemas: { ...answerSchemas(), Problem: PROBLEM },
    },
  };
}

function operationOf(route: ApiRoute): JsonObject {
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.hasIdempotencyKey ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.authorization
      ? {
          'x-permission': route.authorization.permission.name,
          'x-permission-resource': route.authorization.resource,
        }
      : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: inputSchema(route.body) },
            },
          },
        }
      : {}),
    responses: responsesOf(route),
  };
}

function parametersOf(
  schemaName: RequestName = 'noInput',
  place: 'path' | 'query',
): JsonObject[] {
  const { properties = {}, required = [] } = inputSchema(schemaName) as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function responsesOf(route: ApiRoute): JsonObject {
  const successes = Object.entries(route.responses).map(([status, name]) => [
    status,
    {
      description: name,
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${name}` },
        },
        ...(route.isMarkdownOffered
          ? { 'text/markdown': { schema: { type: 'string' } } }
          : {}),
      },
    },
  ]);
  const problems = problemStatuses(route).map(status => [
    status,
    { $ref: '#/components/responses/Problem' },
  ]);
  return Object.fromEntries([...successes, ...problems]);
}

function problemStatuses(route: ApiRoute): string[] {
  return [
    '400',
    '401',
    ...(route.authorization ? ['403'] : []),
    ...(route.path.includes(':') || route.body ? ['404'] : []),
    ...(route.method === 'GET' ? [] : ['409']),
    ...(route.body ? ['413', '415'] : []),
    ...(route.isLimitedPerUser ? ['429'] : []),
    ...(route.isClusterAsked ? ['502', '504'] : []),
  ];
}

/** What a caller sends; refinements that JSON Schema can't say stay in the description. */
function inputSchema(name: RequestName): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(requestSchemas[name], {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonObject;
  return rest;
}

/** Answers, and what they are made of, each once. */
function answerSchemas(): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(responseRegistry, {
    io: 'output',
    unrepresentable: 'any',
    uri: id => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => loosen(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { $schema: _, $id: __, ...schema }]) => [
        name,
        schema as JsonObject,
      ]),
  );
}

/** Answers may get more fields in a later release; a limit that every number has says nothing. */
function loosen(schema: { additionalProperties?: unknown; maximum?: number }) {
  if (schema.additionalProperties === false) {
    delete schema.additionalProperties;
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
}

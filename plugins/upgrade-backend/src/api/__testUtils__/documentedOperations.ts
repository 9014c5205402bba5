import { JsonObject } from '@backstage/types';
import { buildOpenApiDocument } from '../openapi';

/** What the OpenAPI document says of one operation. */
export interface DocumentedOperation {
  name: string;
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  guard: { permission?: string; resource?: string };
  query: Array<{ name: string; schema: JsonObject }>;
  body?: JsonObject;
}

export function documentedOperations(): DocumentedOperation[] {
  const paths = buildOpenApiDocument().paths as Record<
    string,
    Record<string, any>
  >;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: operation.operationId,
      method: method as DocumentedOperation['method'],
      path,
      guard: {
        permission: operation['x-permission'],
        resource: operation['x-permission-resource'],
      },
      query: (operation.parameters ?? []).filter(
        (parameter: { in: string }) => parameter.in === 'query',
      ),
      body: operation.requestBody?.content['application/json'].schema,
    })),
  );
}

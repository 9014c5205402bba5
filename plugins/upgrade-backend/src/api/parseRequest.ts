import { InputError } from '@backstage/errors';
import {
  ApiRoute,
  OperationId,
  RequestName,
  requestSchemas,
  RouteInput,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Request } from 'express';
import { invalidRequest } from './problems';

/**
 * Checks path, query and body of a request against the route's schemas.
 *
 * @throws InputError that names each wrong field
 */
export function parseRequest<K extends OperationId>(
  route: ApiRoute,
  request: Request,
): RouteInput<K> {
  const parts = {
    params: parsePart(route.params, 'path', request.params),
    query: parsePart(route.query, 'query', request.query),
    body: route.body ? parseBody(route, request) : {},
  };
  return parts as RouteInput<K>;
}

function parseBody(route: ApiRoute, request: Request): unknown {
  // `null` means that there is no body.
  if (request.is('json') === false) {
    throw new InputError(
      `The body of ${route.operationId} must be JSON, not ${
        request.get('content-type') ?? 'of unknown type'
      }. Send it with content-type: application/json.`,
    );
  }
  return parsePart(route.body, 'body', request.body ?? {});
}

function parsePart(
  name: RequestName = 'noInput',
  part: 'path' | 'query' | 'body',
  value: unknown,
): unknown {
  const parsed = requestSchemas[name].safeParse(value);
  if (!parsed.success) {
    throw invalidRequest(part, parsed.error);
  }
  return parsed.data;
}

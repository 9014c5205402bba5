import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  ApiRoute,
  apiRoutes,
  OperationId,
  plainLine,
} from '@cluster-upgrade/plugin-upgrade-common';
import express, { NextFunction, Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { clusterFailureOf } from '../clusters/ClusterFailedError';
import { Sealer } from '../database/sealing/Sealer';
import { audited } from './audit';
import { Caller, callerOf } from '../authorization/caller';
import { buildOpenApiDocument } from './openapi';
import { MethodNotAllowedError } from './MethodNotAllowedError';
import { parseRequest } from './parseRequest';
import { DESCRIBED_AT } from './problems';
import {
  RouteAnswer,
  RouteCall,
  RouteHandler,
  RouteHandlers,
} from './RouteHandler';
import { SubjectFinders } from '../authorization/subjectFinders';
import { withoutHiddenComponents } from '../redaction/hiddenComponents';

/** Largest request body; a plan request with thresholds for a thousand applications fits. */
const MAX_BODY = '512kb';

const unpack = promisify(gunzip);

export interface RouterOptions {
  handlers: RouteHandlers;
  finders: SubjectFinders;
  catalog: Pick<ClusterCatalog, 'findEntities'>;
  /** Names what the caller may not see the same in every answer. */
  sealer: Pick<Sealer, 'pseudonymOf'>;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Aborts when the backend stops. */
  stopping: AbortSignal;
}

/**
 * The REST API, made from the table of routes: each request is authenticated, checked against its
 * schemas, authorised for what it is about, and only then given to its handler.
 */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.use(forbidStoring);
  router.use(express.json({ limit: MAX_BODY }));
  const document = buildOpenApiDocument();
  router.get('/openapi.json', async (request, response) => {
    await options.httpAuth.credentials(request, { allow: ['user', 'service'] });
    response.json(document);
  });
  for (const route of apiRoutes) {
    const method = route.method.toLowerCase() as 'get';
    router[method](route.path, (request, response) =>
      answer(options, route, request, response),
    );
  }
  refuseOtherMethods(router, options.httpAuth);
  router.use((request: Request) => {
    throw new NotFoundError(
      `The upgrade API has no ${request.method} ${request.path}. ${DESCRIBED_AT}`,
    );
  });
  return router;
}

/** Every answer is about now and for one caller; and a stored answer would make equal requests queue. */
function forbidStoring(_: Request, response: Response, next: NextFunction) {
  response.set('Cache-Control', 'no-store');
  next();
}

/** A path that is there but not with this method is answered with 405 and the methods that it has. */
function refuseOtherMethods(router: Router, httpAuth: HttpAuthService): void {
  for (const path of new Set(apiRoutes.map(route => route.path))) {
    const methods = apiRoutes
      .filter(route => route.path === path)
      .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    router.all(path, async (request, response) => {
      await httpAuth.credentials(request, { allow: ['user', 'service'] });
      response.set('Allow', methods.join(', '));
      throw new MethodNotAllowedError(
        `The upgrade API has no ${request.method} ${request.path}, only ${methods.join(
          ', ',
        )}. ${DESCRIBED_AT}`,
      );
    });
  }
}

async function answer(
  options: RouterOptions,
  route: ApiRoute,
  request: Request,
  response: Response,
): Promise<void> {
  const credentials: BackstageCredentials = await options.httpAuth.credentials(
    request,
    { allow: ['user', 'service'] },
  );
  const caller = callerOf(credentials);
  const show: Show = text =>
    withoutHiddenComponents(text, {
      catalog: options.catalog,
      credentials,
      pseudonymOf: ref => options.sealer.pseudonymOf(ref),
      asked: askedEntity(request),
    });
  const result = await audited(options.auditor, route, request, () =>
    handle(options, route, request, response, caller).catch(error =>
      throwPlain(
        clusterFailureOf(`what ${route.operationId} needs`, error),
        show,
      ),
    ),
  );
  await send(request, response, result, show);
}

/** Takes out of a text what the caller may not see. */
type Show = (text: string) => Promise<string>;

/** The entity that the path names, if any. */
function askedEntity({ params }: Request): string[] {
  const { kind, namespace, name } = params;
  return namespace && name
    ? [`${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US')]
    : [];
}

/** What was asked for is repeated in messages, which the portal logs. */
async function throwPlain(error: unknown, show: Show): Promise<never> {
  if (error instanceof Error) {
    error.message = await show(plainLine(error.message));
  }
  throw error;
}

async function handle(
  options: RouterOptions,
  route: ApiRoute,
  request: Request,
  response: Response,
  caller: Caller,
): Promise<RouteAnswer> {
  const input = parseRequest<OperationId>(route, request);
  const subject =
    route.authorization &&
    (await options.finders[route.authorization.resource]({
      input,
      permission: route.authorization.permission,
      caller,
    }));
  const handler = options.handlers[
    route.operationId
  ] as RouteHandler<OperationId>;
  return handler({
    ...input,
    subject,
    caller,
    header: name => request.get(name),
    signal: AbortSignal.any([options.stopping, hangUpOf(response)]),
  } as RouteCall<OperationId>);
}

/** Aborts when the connection is gone before the answer was sent. */
function hangUpOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () =>
    controller.abort(new Error('The caller closed the connection')),
  );
  return controller.signal;
}

async function send(
  request: Request,
  response: Response,
  result: RouteAnswer,
  show: Show,
): Promise<void> {
  response.status(result.status);
  if ('packedJson' in result) {
    await sendPacked(request, response, result.packedJson);
    return;
  }
  const shown = await show(JSON.stringify(result.json));
  if (result.asMarkdown) {
    response.type('text/markdown').send(result.asMarkdown(JSON.parse(shown)));
  } else {
    response.type('application/json').send(shown);
  }
}

async function sendPacked(
  request: Request,
  response: Response,
  packedJson: Buffer,
): Promise<void> {
  response.type('application/json').vary('Accept-Encoding');
  if (request.acceptsEncodings('gzip')) {
    response.set('Content-Encoding', 'gzip').send(packedJson);
  } else {
    response.send(await unpack(packedJson));
  }
}

import type { z } from 'zod';
import type { RouteAuthorization } from './RouteRow';
import type * as requestSchemas from './requests';
import type { responseSchemas } from './responses/responseSchemas';
import type { OperationId, routeTable } from './routes';

type Row<K extends OperationId> = (typeof routeTable)[K];
type Requests = typeof requestSchemas;
type Responses = typeof responseSchemas;
type Part = 'params' | 'query' | 'body';

type Schema<K extends OperationId, P extends Part> =
  Row<K> extends Record<P, infer N extends keyof Requests>
    ? Requests[N]
    : z.ZodType<Record<string, never>>;

/**
 * What a route is given once its path, query and body were checked.
 *
 * @public
 */
export type RouteInput<K extends OperationId> = {
  [P in Part]: z.output<Schema<K, P>>;
};

/**
 * What a route answers with.
 *
 * @public
 */
export type RouteOutput<K extends OperationId> =
  Row<K>['responses'][keyof Row<K>['responses']] extends infer N extends
    keyof Responses
    ? z.output<Responses[N]>
    : never;

/**
 * What a route asks its permission for; `never` when it asks for none.
 *
 * @public
 */
export type RouteResource<K extends OperationId> =
  Row<K> extends { authorization: RouteAuthorization<infer R> } ? R : never;

/** @public */
export interface UpgradeRequestOptions {
  /** Bearer token; absent: that of the client. */
  token?: string;
  signal?: AbortSignal;
}

type PathArguments<
  K extends OperationId,
  Path = Row<K>['path'],
> = Path extends `${string}/:kind/:namespace/:name${infer Rest}`
  ? [entityRef: string, ...PathArguments<K, Rest>]
  : Path extends `${string}/:${infer Name}/${infer Rest}`
    ? [PathArgument<K, Name>, ...PathArguments<K, `/${Rest}`>]
    : Path extends `${string}/:${infer Name}`
      ? [PathArgument<K, Name>]
      : [];

type PathArgument<
  K extends OperationId,
  Name,
> = Name extends keyof RouteInput<K>['params']
  ? RouteInput<K>['params'][Name]
  : never;

type BodyArguments<K extends OperationId> =
  Row<K> extends { body: string }
    ? {} extends z.input<Schema<K, 'body'>>
      ? [request?: z.input<Schema<K, 'body'>>]
      : [request: z.input<Schema<K, 'body'>>]
    : [];

type QueryArguments<K extends OperationId> =
  Row<K> extends { isMarkdownOffered: true }
    ? []
    : Row<K> extends { query: string }
      ? [query?: Partial<RouteInput<K>['query']>]
      : [];

/**
 * What a method of the client takes, in this order: the parameters of the path, with an entity ref for an entity;
 * the body; the query; the options.
 *
 * @public
 */
export type RouteArguments<K extends OperationId> = [
  ...PathArguments<K>,
  ...BodyArguments<K>,
  ...QueryArguments<K>,
  options?: UpgradeRequestOptions,
];

type JsonMethods = {
  [K in OperationId]: (...args: RouteArguments<K>) => Promise<RouteOutput<K>>;
};

type MarkdownMethods = {
  [
    K in OperationId as Row<K> extends { isMarkdownOffered: true }
      ? `${K}Markdown`
      : never
  ]: (...args: RouteArguments<K>) => Promise<string>;
};

/**
 * The REST API in TypeScript: a method for each row of the table of routes. Every method rejects with a
 * `ResponseError` from `@backstage/errors`; the message of its `cause` names the object, the reason and the remedy.
 *
 * @public
 */
export interface UpgradeApi extends JsonMethods, MarkdownMethods {}

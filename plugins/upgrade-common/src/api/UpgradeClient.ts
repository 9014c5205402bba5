import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { ApiRoute, apiRoutes } from './routes';
import { UpgradeApi, UpgradeRequestOptions } from './UpgradeApi';

/** The plugin's id in discovery.
 *
 * @public
 */
export const UPGRADE_PLUGIN_ID = 'upgrade';

/** @public */
export interface UpgradeClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Absent: the global `fetch`. */
  fetchApi?: { fetch: typeof fetch };
  /** Bearer token of requests that are given none; not needed where `fetch` adds one. */
  token?: string;
}

/** The `format` of a query, and the type that is accepted. */
const FORMATS = { json: 'application/json', md: 'text/markdown' };

/** @public */
export interface UpgradeClient extends UpgradeApi {}

/**
 * The REST API over `fetch`, for browsers, Node and scaffolder actions alike.
 *
 * @public
 */
export class UpgradeClient {
  /** Makes a method of each row. */
  constructor(options: UpgradeClientOptions) {
    const methods = apiRoutes.flatMap(route => [
      [
        route.operationId,
        async (...given: unknown[]) =>
          (await send(options, route, 'json', given)).json(),
      ],
      ...(route.isMarkdownOffered
        ? [
            [
              `${route.operationId}Markdown`,
              async (...given: unknown[]) =>
                (await send(options, route, 'md', given)).text(),
            ],
          ]
        : []),
    ]);
    Object.assign(this, Object.fromEntries(methods));
  }
}

/**
 * @param given - as `RouteArguments` says
 * @throws ResponseError when the answer is not a success
 */
async function send(
  {
    discoveryApi,
    fetchApi = globalThis,
    token: ownToken,
  }: UpgradeClientOptions,
  route: ApiRoute,
  format: keyof typeof FORMATS,
  given: unknown[],
): Promise<Response> {
  const left = [...given];
  const path = fillPath(route.path, () => String(left.shift()));
  const body = route.body && JSON.stringify(left.shift() ?? {});
  const query = route.isMarkdownOffered
    ? { format }
    : ((route.query && left.shift()) as object | undefined);
  const { token = ownToken, signal } = (left.shift() ??
    {}) as UpgradeRequestOptions;
  const base = await discoveryApi.getBaseUrl(UPGRADE_PLUGIN_ID);
  const response = await fetchApi.fetch(`${base}${path}${queryString(query)}`, {
    method: route.method,
    // A browser lets one of two equal requests wait for the other's answer to cache.
    cache: 'no-store',
    signal,
    headers: {
      accept: FORMATS[format],
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body,
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response;
}

function fillPath(path: string, next: () => string): string {
  return path.replace(/:kind\/:namespace\/:name|:\w+/g, parameter => {
    if (!parameter.includes('/')) {
      return encodeURIComponent(next());
    }
    const { kind, namespace, name } = parseEntityRef(next());
    return [kind, namespace, name].map(encodeURIComponent).join('/');
  });
}

/** Several values of one parameter are separated by commas. */
function queryString(query: object = {}): string {
  const given = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

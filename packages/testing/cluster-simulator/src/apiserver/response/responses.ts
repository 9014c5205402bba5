import type { ApiResponse } from '@cluster-upgrade/plugin-upgrade-node';
import { StatusError } from '../errors/StatusError';

async function* single(text: string): AsyncGenerator<string> {
  yield text;
}

/** @internal */
export function textResponse(
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
): ApiResponse {
  return {
    status,
    headers: { 'content-type': contentType },
    chunks: single(body),
  };
}

/** @internal */
export function jsonTextResponse(status: number, json: string): ApiResponse {
  return textResponse(status, `${json}\n`, 'application/json');
}

/** @internal */
export function jsonResponse(status: number, body: unknown): ApiResponse {
  return jsonTextResponse(status, JSON.stringify(body));
}

/** @internal */
export function streamResponse(
  chunks: AsyncIterable<string>,
  contentType = 'application/json',
): ApiResponse {
  return { status: 200, headers: { 'content-type': contentType }, chunks };
}

/** @internal */
export function statusResponse(error: StatusError): ApiResponse {
  const response = jsonResponse(error.code, error.toStatus());
  const retryAfterSeconds = error.details?.retryAfterSeconds;
  if (retryAfterSeconds) {
    response.headers['retry-after'] = String(retryAfterSeconds);
  }
  return response;
}

/**
 * What the server answers to paths it doesn't serve at all.
 *
 * @internal
 */
export function pageNotFound(): ApiResponse {
  return textResponse(404, '404 page not found\n');
}

import { withoutValues } from '../secrecy/credentials';
import { ApiResponse } from '../ports/ApiTransport';
import {
  ClusterApiError,
  ClusterUnreachableError,
} from '../ports/ClusterApiError';

/** @internal */
export function errorFromStatus(
  status: number,
  body: any,
  headers: Record<string, string>,
): ClusterApiError {
  const isStatus = typeof body === 'object' && body !== null;
  const retryAfterSeconds =
    Number(headers['retry-after']) ||
    (isStatus ? Number(body.details?.retryAfterSeconds) : 0);
  return new ClusterApiError(
    status,
    isStatus ? (body.reason ?? '') : '',
    withoutValues(
      String((isStatus ? body.message : body) || `The API answered ${status}`),
    ),
    isStatus ? (body.details?.causes ?? []).map(withoutValuesInCause) : [],
    retryAfterSeconds > 0 ? retryAfterSeconds * 1000 : undefined,
  );
}

/** An answer of the API goes into logs and events, and repeats what it refused. */
function withoutValuesInCause<C extends { message?: unknown }>(cause: C): C {
  return typeof cause.message === 'string'
    ? { ...cause, message: withoutValues(cause.message) }
    : cause;
}

/** @internal */
export function tryParse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Proxies answer with HTML or plain text; the caller then shows the text itself.
    return undefined;
  }
}

/** @internal */
export function parseJson<T>(body: string, what: string): T {
  try {
    return JSON.parse(body) as T;
  } catch (error) {
    throw new ClusterUnreachableError(
      `The answer to ${what} is not JSON: ${body.slice(0, 120)}`,
      { cause: error },
    );
  }
}

/** @internal */
export async function text(response: ApiResponse): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of response.chunks) {
    chunks.push(chunk);
  }
  return chunks.join('');
}

/** @internal */
export async function* lines(
  chunks: AsyncIterable<string>,
): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of chunks) {
    rest += chunk;
    let end = rest.indexOf('\n');
    while (end >= 0) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.trim()) {
        yield line;
      }
      end = rest.indexOf('\n');
    }
  }
  if (rest.trim()) {
    yield rest;
  }
}

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

/**
 * The whole body. Reading ends, and with it the connection, as soon as there is more than `maxLength`
 * characters.
 *
 * @internal
 */
export async function text(
  response: ApiResponse,
  maxLength: number,
): Promise<string> {
  const chunks: string[] = [];
  let length = 0;
  for await (const chunk of response.chunks) {
    length += chunk.length;
    if (length > maxLength) {
      throw tooLong('The answer', maxLength);
    }
    chunks.push(chunk);
  }
  return chunks.join('');
}

/**
 * The beginning of a body, whatever comes after it.
 *
 * @internal
 */
export async function beginning(
  response: ApiResponse,
  maxLength: number,
): Promise<string> {
  let read = '';
  for await (const chunk of response.chunks) {
    read += chunk;
    if (read.length >= maxLength) {
      break;
    }
  }
  return read.slice(0, maxLength);
}

function tooLong(what: string, maxLength: number): ClusterUnreachableError {
  return new ClusterUnreachableError(
    `${what} has more than ${maxLength} characters; reading it was given up`,
  );
}

/** @internal */
export async function* lines(
  chunks: AsyncIterable<string>,
  maxLength: number,
): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of chunks) {
    rest += chunk;
    if (rest.length > maxLength) {
      throw tooLong('A line of the answer', maxLength);
    }
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

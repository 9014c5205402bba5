import { ApiTransport } from '@cluster-upgrade/plugin-upgrade-node';
import { WatchStream } from './WatchStream';

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  /** Parsed where it is JSON, else the text. */
  body: any;
}

/** Parameters of a request; `undefined` ones are left out. */
export type Query = Record<string, string | undefined>;

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

function compact(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Logs, health checks and some refusals are plain text.
    return text;
  }
}

/** Requests to a Kubernetes API without any help, for promises about the wire format. */
export class RawApi {
  readonly #transport: ApiTransport;

  constructor(transport: ApiTransport) {
    this.#transport = transport;
  }

  async request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options: {
      query?: Query;
      headers?: Record<string, string>;
      body?: unknown;
    } = {},
  ): Promise<RawAnswer> {
    const { body } = options;
    const response = await this.#transport.request({
      method,
      path,
      query: compact(options.query ?? {}),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body:
        body === undefined || typeof body === 'string'
          ? body
          : JSON.stringify(body),
    });
    const chunks: string[] = [];
    for await (const chunk of response.chunks) chunks.push(chunk);
    return {
      status: response.status,
      headers: response.headers,
      body: parse(chunks.join('')),
    };
  }

  get(path: string, query?: Query): Promise<RawAnswer> {
    return this.request('GET', path, { query });
  }

  post(path: string, body: unknown, query?: Query): Promise<RawAnswer> {
    return this.request('POST', path, { body, query });
  }

  put(path: string, body: unknown, query?: Query): Promise<RawAnswer> {
    return this.request('PUT', path, { body, query });
  }

  patch(
    type: keyof typeof patchTypes,
    path: string,
    body: unknown,
    query?: Query,
  ): Promise<RawAnswer> {
    return this.request('PATCH', path, {
      body,
      query,
      headers: { 'content-type': patchTypes[type] },
    });
  }

  delete(path: string, body?: unknown, query?: Query): Promise<RawAnswer> {
    return this.request('DELETE', path, { body, query });
  }

  /** Opens a watch; `path` is that of the collection. */
  watch(path: string, query: Query = {}): Promise<WatchStream> {
    return WatchStream.open(this.#transport, path, compact(query));
  }
}

import type {
  ApiRequest,
  ApiResponse,
  ApiTransport,
  Clock,
} from '@cluster-upgrade/plugin-upgrade-node';
import { StatusError } from '../apiserver/errors/StatusError';
import { resourceRequestInfo } from '../apiserver/request/requestInfo';
import { statusResponse } from '../apiserver/response/responses';
import { RequestFault } from './requestFault';
import { RequestFaults } from './RequestFaults';
import { droppedAfter, heldBack } from './watchFaults';

/**
 * Plays the faults of requests in front of any API, the embedded one or a real one.
 *
 * @public
 */
export class FaultyTransport implements ApiTransport {
  constructor(
    private readonly inner: ApiTransport,
    private readonly faults: RequestFaults,
    private readonly clock: Clock,
  ) {}

  async request(request: ApiRequest): Promise<ApiResponse> {
    const info = resourceRequestInfo(request);
    const hits = info ? this.faults.hit(info) : [];
    for (const { kind, delayMs = 0 } of hits) {
      if (kind === 'request-latency') {
        await this.clock.sleep(delayMs, request.signal);
      }
    }
    const refusal = hits.find(({ kind }) => kind === 'request-error');
    if (refusal) {
      return statusResponse(refusalOf(refusal));
    }
    const response = await this.inner.request(request);
    return hits.reduce(
      (faulty, fault) => this.#spoilWatch(faulty, fault, request.signal),
      response,
    );
  }

  #spoilWatch(
    response: ApiResponse,
    fault: RequestFault,
    signal: AbortSignal | undefined,
  ): ApiResponse {
    switch (fault.kind) {
      case 'dropped-watch':
        return {
          ...response,
          chunks: droppedAfter(response.chunks, fault.delayMs ?? 0, this.clock),
        };
      case 'stale-watch':
        return {
          ...response,
          chunks: heldBack(response.chunks, fault, {
            faults: this.faults,
            clock: this.clock,
            signal,
          }),
        };
      default:
        return response;
    }
  }
}

const refusals: Record<number, { reason: string; message: string }> = {
  403: { reason: 'Forbidden', message: 'forbidden by an injected fault' },
  409: {
    reason: 'Conflict',
    message:
      'the object has been modified; please apply your changes to the latest version and try again',
  },
  429: {
    reason: 'TooManyRequests',
    message:
      'the server has received too many requests and has asked us to try again later',
  },
  500: {
    reason: 'InternalError',
    message: 'Internal error occurred: injected fault',
  },
  503: {
    reason: 'ServiceUnavailable',
    message: 'the server is currently unable to handle the request',
  },
  504: {
    reason: 'Timeout',
    message: 'Timeout: request did not complete within the requested timeout',
  },
};

function refusalOf(fault: RequestFault): StatusError {
  const { status = 500, retryAfterSeconds, name } = fault;
  const { reason, message } = refusals[status] ?? {
    reason: '',
    message: `injected fault ${name}`,
  };
  return new StatusError(status, reason, message, {
    ...(retryAfterSeconds && { retryAfterSeconds }),
  });
}

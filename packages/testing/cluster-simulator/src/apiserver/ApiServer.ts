import type {
  ApiRequest,
  ApiResponse,
  ApiTransport,
} from '@cluster-upgrade/plugin-upgrade-node';
import { authenticate, SimulatorUser } from './access/users';
import { handleNonResource } from './discovery/nonResourcePaths';
import { internalError, StatusError } from './errors/StatusError';
import { resourceRequestInfo } from './request/requestInfo';
import { statusResponse } from './response/responses';
import { routeResource } from './routeResource';
import { ServerContext } from './ServerContext';

/** @internal */
export interface ApiServerOptions {
  context: ServerContext;
  /** Requests without credentials are the first one's. */
  users: readonly SimulatorUser[];
}

/**
 * The Kubernetes API of the embedded cluster: answers requests synchronously, without a socket.
 *
 * @internal
 */
export class ApiServer implements ApiTransport {
  readonly context: ServerContext;
  readonly #users: readonly SimulatorUser[];

  constructor({ context, users }: ApiServerOptions) {
    this.context = context;
    this.#users = users;
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    request.signal?.throwIfAborted();
    return this.handle(request);
  }

  handle(request: ApiRequest): ApiResponse {
    const warnings: string[] = [];
    const response = this.#answer(request, warnings);
    if (warnings.length > 0) {
      response.headers.warning = warnings
        .map(warning => `299 - ${JSON.stringify(warning)}`)
        .join(', ');
    }
    return response;
  }

  #answer(request: ApiRequest, warnings: string[]): ApiResponse {
    try {
      const user = authenticate(this.#users, request.headers?.authorization);
      const info = resourceRequestInfo(request);
      return info
        ? routeResource(this.context, request, info, user, warnings)
        : handleNonResource(this.context, request);
    } catch (error) {
      if (error instanceof StatusError) {
        return statusResponse(error);
      }
      // A mistake in the simulator: the client is told, as by a real server that panicked.
      return statusResponse(
        internalError(error instanceof Error ? error.message : String(error)),
      );
    }
  }
}

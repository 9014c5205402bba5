import type {
  ApiRequest,
  ApiResponse,
  ApiTransport,
} from '@cluster-upgrade/plugin-upgrade-node';
import { jsonResponse, textResponse } from '../apiserver/response/responses';
import { readFault } from '../faults/faultSchema';
import { SimulatorFaults } from '../faults/SimulatorFaults';

const FAULTS_PATH = '/simulator/faults';

/**
 * Adds the fault API to the API it stands in front of:
 *
 * - `GET /simulator/faults` lists them,
 * - `POST /simulator/faults` sets the one in the body (JSON), replacing one of the same name,
 * - `DELETE /simulator/faults/<name>` takes one away, `DELETE /simulator/faults` all of them.
 *
 * @internal
 */
export function withFaultRoutes(
  inner: ApiTransport,
  faults: SimulatorFaults,
): ApiTransport {
  return {
    request: request =>
      request.path === FAULTS_PATH || request.path.startsWith(`${FAULTS_PATH}/`)
        ? Promise.resolve(answer(request, faults))
        : inner.request(request),
  };
}

function answer(request: ApiRequest, faults: SimulatorFaults): ApiResponse {
  const name = decodeURIComponent(request.path.slice(FAULTS_PATH.length + 1));
  switch (request.method) {
    case 'GET':
      return jsonResponse(200, { faults: faults.list() });
    case 'POST':
    case 'PUT':
      return set(request, faults);
    case 'DELETE':
      return remove(name, faults);
    default:
      return textResponse(405, 'GET, POST or DELETE\n');
  }
}

function set({ body }: ApiRequest, faults: SimulatorFaults): ApiResponse {
  try {
    const fault = readFault(JSON.parse(body ?? ''));
    faults.set(fault);
    return jsonResponse(201, fault);
  } catch (error) {
    return jsonResponse(400, {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

function remove(name: string, faults: SimulatorFaults): ApiResponse {
  if (name && !faults.remove(name)) {
    return jsonResponse(404, { error: `There is no fault named ${name}` });
  }
  if (!name) {
    faults.list().forEach(fault => faults.remove(fault.name));
  }
  return jsonResponse(200, { faults: faults.list() });
}

import {
  ApiTransport,
  Clock,
  Random,
  SystemClock,
  SystemRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { FaultyTransport } from '../faults/FaultyTransport';
import { PodFaults } from '../faults/PodFaults';
import { SimulatorFaults } from '../faults/SimulatorFaults';
import { withFaultRoutes } from './faultRoutes';
import { HttpServer } from './HttpServer';

/** @public */
export interface FaultProxyOptions {
  /** The API that the proxy stands in front of, with the credentials it needs. */
  target: ApiTransport;
  /** 0, the default, takes a free one. */
  port?: number;
  clock?: Clock;
  random?: Random;
  podFaults?: PodFaults;
}

/** @public */
export interface FaultProxy {
  url: string;
  faults: SimulatorFaults;
  stop(): Promise<void>;
}

/**
 * Puts the faults of requests in front of an API that has none of its own, such as the real control
 * plane: clients talk to the proxy instead, over plain HTTP on the loopback interface.
 *
 * @throws Error that names the port when it is taken
 * @public
 */
export async function startFaultProxy({
  target,
  port = 0,
  clock = new SystemClock(),
  random = new SystemRandom(),
  podFaults,
}: FaultProxyOptions): Promise<FaultProxy> {
  const faults = new SimulatorFaults(random, podFaults);
  const faulty = new FaultyTransport(
    withoutHopHeaders(target),
    faults.requests,
    clock,
  );
  const server = await HttpServer.start(withFaultRoutes(faulty, faults), port);
  return { url: server.url, faults, stop: () => server.stop() };
}

/** Headers that belong to one connection, and that the next one sets for itself. */
const hopHeaders = [
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
];

function withoutHopHeaders(target: ApiTransport): ApiTransport {
  const strip = (headers: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => !hopHeaders.includes(name)),
    );
  return {
    async request(request) {
      const response = await target.request({
        ...request,
        headers: strip(request.headers),
      });
      return { ...response, headers: strip(response.headers) };
    },
  };
}

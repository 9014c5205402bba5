import {
  ApiTransport,
  Clock,
  ClusterClient,
  KubeObject,
  Random,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { SimulatorUser } from './apiserver/access/users';
import { ApiServer } from './apiserver/ApiServer';
import { serveCustomResources } from './apiserver/customResources/serveCustomResources';
import { ResourceRegistry } from './apiserver/resources/ResourceRegistry';
import { ServerContext } from './apiserver/ServerContext';
import { PodLogs } from './apiserver/subresources/PodLogs';
import { createObject } from './apiserver/writes/createObject';
import { FaultyTransport } from './faults/FaultyTransport';
import { PodFaults } from './faults/PodFaults';
import { SimulatorFaults } from './faults/SimulatorFaults';
import { ObjectStore } from './storage/ObjectStore';

/**
 * The user that may do everything.
 *
 * @public
 */
export const adminUser: SimulatorUser = {
  name: 'admin',
  token: 'simulator-admin',
  groups: ['system:masters'],
};

/** @public */
export interface SimulatedClusterOptions {
  clock: Clock;
  random: Random;
  /** Beside the administrator, for tests of missing rights. */
  users?: SimulatorUser[];
  /** The ones that the kubelets play, to be set together with those of requests. */
  podFaults?: PodFaults;
}

/**
 * An API server in this process, without a socket. It has no controllers and no nodes until somebody
 * starts them as its clients.
 *
 * @public
 */
export interface SimulatedCluster {
  apiServer: ApiServer;
  /** As the administrator unless the request brings a token; subject to faults. */
  transport: ApiTransport;
  /** Subject to faults. */
  client(user?: SimulatorUser): ClusterClient;
  /** For what belongs to the cluster itself: faults don't reach it. */
  controlPlaneClient(): ClusterClient;
  faults: SimulatorFaults;
  /** Where kubelets put what containers print. */
  podLogs: PodLogs;
}

/** @public */
export function createSimulatedCluster({
  clock,
  random,
  users = [],
  podFaults,
}: SimulatedClusterOptions): SimulatedCluster {
  const context: ServerContext = {
    store: new ObjectStore(),
    registry: new ResourceRegistry(),
    podLogs: new PodLogs(),
    clock,
    random,
  };
  serveCustomResources(context);
  createDefaultNamespaces(context);
  const apiServer = new ApiServer({ context, users: [adminUser, ...users] });
  const faults = new SimulatorFaults(random, podFaults);
  const faulty = new FaultyTransport(apiServer, faults.requests, clock);
  return {
    apiServer,
    transport: asUser(faulty, adminUser),
    client: (user = adminUser) => new RestClusterClient(asUser(faulty, user)),
    controlPlaneClient: () =>
      new RestClusterClient(asUser(apiServer, adminUser)),
    faults,
    podLogs: context.podLogs,
  };
}

function asUser(
  transport: ApiTransport,
  { token }: SimulatorUser,
): ApiTransport {
  return {
    request: request =>
      transport.request({
        ...request,
        headers: { authorization: `Bearer ${token}`, ...request.headers },
      }),
  };
}

function createDefaultNamespaces(context: ServerContext): void {
  const definition = context.registry.builtin('', 'v1', 'namespaces');
  for (const name of [
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
  ]) {
    const namespace: KubeObject = {
      kind: 'Namespace',
      apiVersion: 'v1',
      metadata: { name },
    };
    createObject(context, definition, undefined, namespace, {
      isDryRun: false,
    });
  }
}

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
import { ObjectStore } from './storage/ObjectStore';

/** The user that may do everything. */
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
}

/**
 * An API server in this process, without a socket. It has no controllers and no nodes until somebody
 * starts them as its clients.
 *
 * @public
 */
export interface SimulatedCluster {
  apiServer: ApiServer;
  /** As the administrator unless the request brings a token. */
  transport: ApiTransport;
  client(user?: SimulatorUser): ClusterClient;
  podLogs: PodLogs;
}

/** @public */
export function createSimulatedCluster({
  clock,
  random,
  users = [],
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
  const transportAs = ({ token }: SimulatorUser): ApiTransport => ({
    request: request =>
      apiServer.request({
        ...request,
        headers: { authorization: `Bearer ${token}`, ...request.headers },
      }),
  });
  return {
    apiServer,
    transport: transportAs(adminUser),
    client: (user = adminUser) => new RestClusterClient(transportAs(user)),
    podLogs: context.podLogs,
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

import { backendsOf, containersOfClient } from '../inventory/components';
import { WekaContainer } from '../resources';
import { wekaCheck } from './wekaCheck';

/**
 * The operator lets the frontends of one machine run different images only with `allowHotUpgrade`. An S3 or
 * NFS frontend is upgraded before the clients: with a client beside it, each would wait for the other.
 */
export const sharedNodes = wekaCheck({
  id: 'weka-shared-nodes',
  title: 'No frontend and client wait for each other on one machine',
  group: 'compatibility',
  answer(view) {
    const nodesOfClients = new Set(
      view.clients
        .filter(({ spec }) => !spec.allowHotUpgrade)
        .flatMap(client => containersOfClient(view.containers, client))
        .map(nodeOf),
    );
    const shared = backendsOf(view, ['s3', 'nfs']).filter(
      container =>
        nodeOf(container) !== undefined &&
        nodesOfClients.has(nodeOf(container)),
    );
    return {
      status: shared.length > 0 ? 'soft-block' : 'pass',
      observed: shared.length
        ? shared
            .map(
              container =>
                `${container.metadata.name} shares ${nodeOf(container)} with a client`,
            )
            .join(', ')
        : 'no client runs beside an S3 or NFS frontend',
      needed:
        'frontends of one machine run the same image, unless the client allows a hot upgrade',
      objects: [...new Set(shared.map(nodeOf))].map(name => ({
        apiVersion: 'v1',
        kind: 'Node',
        name: name!,
      })),
      remedy: shared.length
        ? 'Keep the client off these machines (spec.nodeSelector of the WekaClient), or set its spec.allowHotUpgrade.'
        : undefined,
    };
  },
});

function nodeOf({ status }: WekaContainer): string | undefined {
  return status?.nodeAffinity;
}

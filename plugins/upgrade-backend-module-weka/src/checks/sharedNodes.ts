import { imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { backendsOf, containersOfClient } from '../inventory/components';
import { isGoingAway, policyOf, WekaContainer } from '../resources';
import { CheckView, wekaCheck } from './wekaCheck';

const FRONTEND_MODES = ['client', 's3', 'nfs', 'smbw'];

/** A frontend that the upgrade replaces, in its turn. */
interface Turn {
  container: WekaContainer;
  /** S3 and NFS together, then client after client. */
  order: number;
  /** Replaced whatever runs beside it: by hot upgrade, or by people's hands. */
  isFree: boolean;
}

/**
 * The operator gives a frontend its new image only while every other one on the machine, of whatever cluster,
 * runs that image already, or with the `allowHotUpgrade` of the container that is to change. Two of them that
 * come to it one after the other would wait for each other.
 */
export const sharedNodes = wekaCheck({
  id: 'weka-shared-nodes',
  title: 'No two frontends or clients wait for each other on one machine',
  group: 'compatibility',
  answer(view) {
    const turns = turnsOf(view);
    const held = turns.flatMap(turn => waitsOf(turn, turns, view));
    return {
      status: held.length > 0 ? 'soft-block' : 'pass',
      observed:
        held
          .map(
            ({ waiting, other, node }) =>
              `${waiting} waits for ${other} on ${node}`,
          )
          .join(', ') || 'no frontend has to wait for another one beside it',
      needed:
        'frontends and clients that share a machine run the new image before the one that changes, or it allows a hot upgrade',
      objects: [...new Set(held.map(({ node }) => node))].map(name => ({
        apiVersion: 'v1',
        kind: 'Node',
        name,
      })),
      remedy: held.length
        ? 'Take the clients off these machines first (spec.nodeSelector of the WekaClient). Between two clients, spec.allowHotUpgrade of the one that is upgraded first helps too.'
        : undefined,
    };
  },
});

function turnsOf(view: CheckView): Turn[] {
  return [
    ...backendsOf(view, ['s3', 'nfs']).map(container => ({
      container,
      order: 0,
      isFree: container.spec.allowHotUpgrade === true,
    })),
    ...view.clients.flatMap((client, index) =>
      containersOfClient(view.containers, client).map(container => ({
        container,
        order: index + 1,
        isFree:
          client.spec.allowHotUpgrade === true || policyOf(client) === 'manual',
      })),
    ),
  ];
}

function waitsOf(
  { container, order, isFree }: Turn,
  turns: readonly Turn[],
  { containers, plan }: CheckView,
) {
  const node = nodeOf(container);
  const isThere = (each: WekaContainer) =>
    imageTag(each.status?.lastAppliedImage) === plan.toVersion;
  if (isFree || node === undefined || isGoingAway(container)) {
    return [];
  }
  const orderOf = (each: WekaContainer) =>
    turns.find(turn => turn.container === each)?.order ?? Infinity;
  return isThere(container)
    ? []
    : containers
        .filter(
          other =>
            other !== container &&
            nodeOf(other) === node &&
            FRONTEND_MODES.includes(other.spec.mode) &&
            !isGoingAway(other) &&
            !isThere(other) &&
            orderOf(other) >= order,
        )
        .map(other => ({
          waiting: container.metadata.name,
          other: other.metadata.name,
          node,
        }));
}

function nodeOf({ status }: WekaContainer): string | undefined {
  return status?.nodeAffinity;
}

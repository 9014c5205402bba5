import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from './ClusterEntity';

/** Why an entity may not use the connection that it names, and what to do about it. */
export interface ConnectionConflict {
  reason: Message;
  remedy: string;
}

/**
 * Several entities may name one connection where one API server carries several platforms. Two that name
 * the same platform are one cluster twice: whoever owns one of them could get around the owner of the
 * other. So could entities of different owners, unless the portal's configuration lets them share.
 *
 * @param all - every cluster of the catalog, whoever may see it
 * @param sharedConnections - names of connections that entities of different owners may use
 */
export function connectionConflict(
  cluster: ClusterEntity,
  all: readonly ClusterEntity[],
  sharedConnections: readonly string[],
): ConnectionConflict | undefined {
  const connection = cluster.connectionName;
  if (connection === undefined) {
    return undefined;
  }
  const others = all.filter(
    other => other.ref !== cluster.ref && other.connectionName === connection,
  );
  const twins = others.filter(({ platform }) => platform === cluster.platform);
  if (twins.length > 0) {
    return samePlatform(connection, cluster, twins);
  }
  const foreign = others.filter(
    ({ ownerRef }) => ownerRef !== cluster.ownerRef,
  );
  return foreign.length > 0 && !sharedConnections.includes(connection)
    ? differentOwners(connection, cluster, foreign)
    : undefined;
}

function samePlatform(
  connection: string,
  cluster: ClusterEntity,
  twins: readonly ClusterEntity[],
): ConnectionConflict {
  const names = namesOf([cluster, ...twins]);
  return {
    reason: {
      code: 'connection-named-twice',
      params: { connection, platform: cluster.platform, entities: names },
      text: `${names} name the same Kubernetes cluster '${connection}' and the same platform '${cluster.platform}'. None of them can be upgraded while that is so.`,
    },
    remedy: `Unregister all of them but one, or correct their annotations.`,
  };
}

function differentOwners(
  connection: string,
  cluster: ClusterEntity,
  foreign: readonly ClusterEntity[],
): ConnectionConflict {
  const named = [cluster, ...foreign].map(
    ({ ref, ownerRef }) => `${ref} of ${ownerRef ?? 'nobody'}`,
  );
  const names = joined(named);
  return {
    reason: {
      code: 'connection-of-different-owners',
      params: { connection, entities: names },
      text: `${names} name the same Kubernetes cluster '${connection}', but have different owners. None of them can be upgraded while that is so.`,
    },
    remedy: `Give them one owner, or let them share it: an operator of the portal adds '${connection}' to upgrade.connections.sharedByOwners.`,
  };
}

function namesOf(entities: readonly ClusterEntity[]): string {
  return joined(entities.map(({ ref }) => ref));
}

function joined(names: readonly string[]): string {
  const inOrder = [...names].sort();
  return `${inOrder.slice(0, -1).join(', ')} and ${inOrder.at(-1)}`;
}

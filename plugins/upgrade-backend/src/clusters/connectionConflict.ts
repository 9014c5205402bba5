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
 * @param isVisible - whether the reader may know of another entity; it counts either way
 */
export function connectionConflict(
  cluster: ClusterEntity,
  all: readonly ClusterEntity[],
  {
    sharedConnections,
    isVisible,
  }: {
    sharedConnections: readonly string[];
    isVisible: (entityRef: string) => boolean;
  },
): ConnectionConflict | undefined {
  const connection = cluster.connectionName;
  const others = othersOfConnection(cluster, all);
  if (connection === undefined) {
    return undefined;
  }
  const twins = others.filter(({ platform }) => platform === cluster.platform);
  if (twins.length > 0) {
    return samePlatform(connection, cluster, twins, isVisible);
  }
  const foreign = others.filter(
    ({ ownerRef }) => ownerRef !== cluster.ownerRef,
  );
  return foreign.length > 0 && !sharedConnections.includes(connection)
    ? differentOwners(connection, cluster, foreign, isVisible)
    : undefined;
}

/** The other entities that name the connection of a cluster. */
export function othersOfConnection(
  { ref, connectionName }: ClusterEntity,
  all: readonly ClusterEntity[],
): ClusterEntity[] {
  return connectionName === undefined
    ? []
    : all.filter(
        other => other.ref !== ref && other.connectionName === connectionName,
      );
}

function samePlatform(
  connection: string,
  cluster: ClusterEntity,
  twins: readonly ClusterEntity[],
  isVisible: (entityRef: string) => boolean,
): ConnectionConflict {
  const names = joined(cluster, twins, isVisible, ({ ref }) => ref);
  return {
    reason: {
      code: 'connection-named-twice',
      params: { connection, platform: cluster.platform, entities: names },
      text: `${names} name the same Kubernetes cluster '${connection}' and the same platform '${cluster.platform}'. None of them can be upgraded while that is so.`,
    },
    remedy: withWhoKnows(
      'Unregister all of them but one, or correct their annotations.',
      twins,
      isVisible,
    ),
  };
}

function differentOwners(
  connection: string,
  cluster: ClusterEntity,
  foreign: readonly ClusterEntity[],
  isVisible: (entityRef: string) => boolean,
): ConnectionConflict {
  const names = joined(
    cluster,
    foreign,
    isVisible,
    ({ ref, ownerRef }) => `${ref} of ${ownerRef ?? 'nobody'}`,
  );
  return {
    reason: {
      code: 'connection-of-different-owners',
      params: { connection, entities: names },
      text: `${names} name the same Kubernetes cluster '${connection}', but have different owners. None of them can be upgraded while that is so.`,
    },
    remedy: withWhoKnows(
      `Give them one owner, or let them share it: an operator of the portal adds '${connection}' to upgrade.connections.sharedByOwners.`,
      foreign,
      isVisible,
    ),
  };
}

/** A cluster and others, of which those that the reader may not see are only counted. */
function joined(
  cluster: ClusterEntity,
  others: readonly ClusterEntity[],
  isVisible: (entityRef: string) => boolean,
  nameOf: (entity: ClusterEntity) => string,
): string {
  const visible = others.filter(({ ref }) => isVisible(ref));
  const hidden = others.length - visible.length;
  const names = [cluster, ...visible].map(nameOf).sort();
  if (hidden > 0) {
    names.push(
      hidden === 1
        ? 'another entity that you may not see'
        : `${hidden} other entities that you may not see`,
    );
  }
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function withWhoKnows(
  remedy: string,
  others: readonly ClusterEntity[],
  isVisible: (entityRef: string) => boolean,
): string {
  return others.every(({ ref }) => isVisible(ref))
    ? remedy
    : `${remedy} Which entities you may not see, an operator of the portal can tell.`;
}

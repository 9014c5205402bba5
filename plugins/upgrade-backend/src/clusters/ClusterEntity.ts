import { InputError } from '@backstage/errors';
import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  CLUSTER_ENTITY_TYPE,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What the plugin reads from a cluster's catalog entity. */
export interface ClusterEntity {
  /** Entity ref, in lower case. */
  ref: string;
  title: string;
  platform: string;
  /** Name of the cluster in the `kubernetes:` configuration; absent when the entity doesn't say. */
  connectionName?: string;
  ownerRef?: string;
  systemRef?: string;
}

/** Whether the entity names a platform; an empty annotation names none. */
export function isClusterEntity(entity: Entity): boolean {
  return annotationOf(entity, ANNOTATION_PLATFORM) !== undefined;
}

/** @throws InputError when the entity is no cluster that can be upgraded */
export function readClusterEntity(entity: Entity): ClusterEntity {
  const platform = annotationOf(entity, ANNOTATION_PLATFORM);
  if (!platform) {
    throw new InputError(
      `${stringifyEntityRef(entity)} is no cluster that can be upgraded: it has no annotation ${ANNOTATION_PLATFORM}. Add it to a Resource of type ${CLUSTER_ENTITY_TYPE}, with the name of its platform.`,
    );
  }
  return {
    ref: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    platform,
    connectionName: annotationOf(entity, ANNOTATION_KUBERNETES_CLUSTER),
    ownerRef: ownerOf(entity),
    systemRef: systemOf(entity),
  };
}

/** Entity ref of the owner. */
export function ownerOf(entity: Entity): string | undefined {
  return (
    targetOf(entity, RELATION_OWNED_BY) ??
    refIn(entity, entity.spec?.owner, 'group')
  );
}

function systemOf(entity: Entity): string | undefined {
  return (
    entity.relations?.find(
      ({ type, targetRef }) =>
        type === RELATION_PART_OF && targetRef.startsWith('system:'),
    )?.targetRef ?? refIn(entity, entity.spec?.system, 'system')
  );
}

function targetOf(entity: Entity, relation: string): string | undefined {
  return entity.relations?.find(({ type }) => type === relation)?.targetRef;
}

/** Relations come from processing; the bare field is there at once. */
function refIn(
  entity: Entity,
  value: unknown,
  defaultKind: string,
): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return undefined;
  }
  return stringifyEntityRef(
    parseEntityRef(value, {
      defaultKind,
      defaultNamespace: entity.metadata.namespace ?? 'default',
    }),
  );
}

function annotationOf(entity: Entity, name: string): string | undefined {
  return entity.metadata.annotations?.[name]?.trim() || undefined;
}

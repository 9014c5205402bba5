import {
  KubeObject,
  OwnerReference,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { NOTHING_TO_DO, Reconciliation, Write } from '../../reconcile/writes';

/** @internal */
export interface TypedObject {
  resource: ResourceType;
  object: KubeObject;
}

/**
 * What is known of an owner: alive, alive but waiting for its dependents to go first, gone, or not
 * heard of yet.
 *
 * @internal
 */
export type OwnerState = 'solid' | 'waiting' | 'gone' | 'unknown';

/** @internal */
export interface GarbageSituation extends TypedObject {
  dependents: readonly TypedObject[];
  stateOf: (owner: OwnerReference) => OwnerState;
  /** How long until an owner that nobody heard of counts as gone. */
  patienceMs: number;
}

const FOREGROUND_FINALIZER = 'foregroundDeletion';
const ORPHAN_FINALIZER = 'orphan';

/**
 * One look at an object with the eyes of the garbage collector: on its way out it takes its dependents
 * along or lets go of them, and it follows owners that are gone.
 *
 * @internal
 */
export function collectGarbage(situation: GarbageSituation): Reconciliation {
  const { object, dependents } = situation;
  const { deletionTimestamp, finalizers, ownerReferences } = object.metadata;
  if (deletionTimestamp) {
    if (finalizers?.includes(ORPHAN_FINALIZER)) {
      return {
        writes: [
          ...dependents.map(dependent => release(dependent, object)),
          withoutFinalizer(situation, ORPHAN_FINALIZER),
        ],
      };
    }
    return finalizers?.includes(FOREGROUND_FINALIZER)
      ? deleteDependentsFirst(situation)
      : NOTHING_TO_DO;
  }
  return ownerReferences?.length
    ? followOwners(situation, ownerReferences)
    : NOTHING_TO_DO;
}

function deleteDependentsFirst(situation: GarbageSituation): Reconciliation {
  const { object, dependents } = situation;
  const blocking = dependents.filter(dependent =>
    dependent.object.metadata.ownerReferences?.some(
      owner => owner.uid === object.metadata.uid && owner.blockOwnerDeletion,
    ),
  );
  // The dependents themselves are looked at for the same event, and go by `followOwners`.
  return blocking.length > 0
    ? NOTHING_TO_DO
    : { writes: [withoutFinalizer(situation, FOREGROUND_FINALIZER)] };
}

function followOwners(
  situation: GarbageSituation,
  owners: readonly OwnerReference[],
): Reconciliation {
  const { resource, object, dependents, stateOf, patienceMs } = situation;
  const states = owners.map(stateOf);
  if (states.includes('unknown')) {
    return patienceMs > 0
      ? { writes: [], requeueAfterMs: patienceMs }
      : NOTHING_TO_DO;
  }
  if (states.includes('solid')) {
    const kept = owners.filter((_owner, index) => states[index] === 'solid');
    return kept.length === owners.length
      ? NOTHING_TO_DO
      : { writes: [ownersPatch(situation, kept)] };
  }
  const isForeground = states.includes('waiting') && dependents.length > 0;
  return {
    writes: [
      {
        verb: 'delete',
        resource,
        object,
        options: {
          propagationPolicy: isForeground ? 'Foreground' : 'Background',
        },
      },
    ],
  };
}

/** Takes the owner out of a dependent that is to live on without it. */
function release(dependent: TypedObject, owner: KubeObject): Write {
  return ownersPatch(
    dependent,
    (dependent.object.metadata.ownerReferences ?? []).filter(
      each => each.uid !== owner.metadata.uid,
    ),
  );
}

function ownersPatch(
  { resource, object }: TypedObject,
  owners: readonly OwnerReference[],
): Write {
  return metadataPatch(resource, object, {
    ownerReferences: owners.length ? owners : null,
  });
}

function withoutFinalizer(
  { resource, object }: TypedObject,
  finalizer: string,
): Write {
  const finalizers = (object.metadata.finalizers ?? []).filter(
    each => each !== finalizer,
  );
  return metadataPatch(resource, object, {
    finalizers: finalizers.length ? finalizers : null,
  });
}

/** Lists are replaced as a whole, so only on the version that was read. */
function metadataPatch(
  resource: ResourceType,
  { metadata }: KubeObject,
  change: Record<string, unknown>,
): Write {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    verb: 'patch',
    resource,
    key: { name, namespace },
    patchType: 'merge',
    body: { metadata: { uid, resourceVersion, ...change } },
  };
}

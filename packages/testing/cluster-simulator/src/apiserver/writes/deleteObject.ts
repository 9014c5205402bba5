import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { conflict, forbidden, notFound } from '../errors/StatusError';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { ServerContext } from '../ServerContext';
import { formatTime, parseTime } from '../timestamps';

/** @internal */
export interface DeleteRequest {
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  isDryRun: boolean;
}

/** @internal */
export interface DeleteResult {
  object: KubeObject;
  /** False while finalizers or a kubelet still have work to do. */
  isGone: boolean;
}

const ORPHAN_FINALIZER = 'orphan';
const FOREGROUND_FINALIZER = 'foregroundDeletion';
const immortalNamespaces = new Set(['default', 'kube-system', 'kube-public']);

/**
 * Deletes an object as the API does: at once, or only announced while a kubelet has to stop its
 * containers, finalizers are left or dependents go first.
 *
 * @throws StatusError
 * @internal
 */
export function deleteObject(
  context: ServerContext,
  definition: ResourceDefinition,
  namespace: string | undefined,
  name: string,
  request: DeleteRequest,
): DeleteResult {
  const stored = context.store.get(definition.bucket, namespace, name);
  const isNamespace = definition.bucket === 'namespaces';
  if (isNamespace && immortalNamespaces.has(name)) {
    throw forbidden(definition, name, 'this namespace may not be deleted');
  }
  if (!stored) {
    throw notFound(definition, name);
  }
  const previous = stored.object;
  checkPreconditions(definition, previous, request.preconditions);
  const object = structuredClone(previous);
  if (isNamespace) {
    return deleteNamespace(context, definition, object, previous, request);
  }
  const grace = decideGrace(context, definition, object, request);
  if (grace === 'pending') {
    return { object: previous, isGone: false };
  }
  setPropagationFinalizers(definition, object, request.propagationPolicy);
  if (!previous.metadata.deletionTimestamp) {
    definition.rules.prepareForDelete?.(object);
  }
  const hasFinalizers = Boolean(object.metadata.finalizers?.length);
  if (grace === 'now' && !hasFinalizers) {
    if (definition.rules.gracePeriodSeconds) {
      // Graceful deletion marks the object in a write of its own, even where it has no patience.
      store(context, definition, object, previous, request);
    }
    return remove(context, definition, object, request);
  }
  if (grace === 'now') {
    markDeleting(context, object);
  }
  return store(context, definition, object, previous, request);
}

type Grace = 'now' | 'announced' | 'pending';

/** Announces a graceful deletion in the metadata, or says why there is nothing to announce. */
function decideGrace(
  { clock }: ServerContext,
  { rules }: ResourceDefinition,
  object: KubeObject,
  request: DeleteRequest,
): Grace {
  const { metadata } = object;
  const requested =
    request.gracePeriodSeconds !== undefined && request.gracePeriodSeconds < 0
      ? 1
      : request.gracePeriodSeconds;
  if (!rules.gracePeriodSeconds) {
    return 'now';
  }
  if (metadata.deletionTimestamp) {
    const running = metadata.deletionGracePeriodSeconds ?? 0;
    if (running === 0) {
      return 'now';
    }
    if (requested === undefined || requested >= running) {
      return 'pending';
    }
    const shortened =
      parseTime(metadata.deletionTimestamp) - (running - requested) * 1000;
    const isPast = shortened < clock.now();
    metadata.deletionTimestamp = formatTime(Math.max(shortened, clock.now()));
    metadata.deletionGracePeriodSeconds =
      isPast && requested !== 0 ? 1 : requested;
    return requested === 0 ? 'now' : 'announced';
  }
  const seconds = rules.gracePeriodSeconds(object, requested);
  metadata.deletionTimestamp = formatTime(clock.now() + seconds * 1000);
  metadata.deletionGracePeriodSeconds = seconds;
  if (metadata.generation) {
    metadata.generation += 1;
  }
  return seconds === 0 ? 'now' : 'announced';
}

function markDeleting({ clock }: ServerContext, object: KubeObject): void {
  const { metadata } = object;
  if (!metadata.deletionTimestamp) {
    metadata.deletionTimestamp = formatTime(clock.now());
    if (metadata.generation) {
      metadata.generation += 1;
    }
  }
  metadata.deletionGracePeriodSeconds = 0;
}

/** Leaves the dependents to the garbage collector in the way that was asked for. */
function setPropagationFinalizers(
  { rules }: ResourceDefinition,
  object: KubeObject,
  requested: DeleteRequest['propagationPolicy'],
): void {
  const { metadata } = object;
  const present = metadata.finalizers ?? [];
  let policy = requested;
  if (!policy) {
    if (present.includes(ORPHAN_FINALIZER)) {
      policy = 'Orphan';
    } else if (present.includes(FOREGROUND_FINALIZER)) {
      policy = 'Foreground';
    } else {
      policy = rules.defaultPropagation ?? 'Background';
    }
  }
  const finalizers = present.filter(
    finalizer =>
      finalizer !== ORPHAN_FINALIZER && finalizer !== FOREGROUND_FINALIZER,
  );
  if (policy === 'Orphan') {
    finalizers.push(ORPHAN_FINALIZER);
  } else if (policy === 'Foreground') {
    finalizers.push(FOREGROUND_FINALIZER);
  }
  if (finalizers.length > 0) {
    metadata.finalizers = finalizers;
  } else {
    delete metadata.finalizers;
  }
}

function checkPreconditions(
  definition: ResourceDefinition,
  object: KubeObject,
  preconditions: DeleteRequest['preconditions'],
): void {
  const { group, kind } = definition;
  const { name, uid, resourceVersion } = object.metadata;
  // Upstream names the kind here where it names the plural everywhere else.
  const resource = { group, plural: kind };
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) {
    throw conflict(
      resource,
      name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  const version = preconditions?.resourceVersion;
  if (version !== undefined && version !== resourceVersion) {
    throw conflict(
      resource,
      name,
      `the ResourceVersion in the precondition (${version}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

/** A namespace stays, marked, until its content is gone and the controller takes its finalizer. */
function deleteNamespace(
  context: ServerContext,
  definition: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
  request: DeleteRequest,
): DeleteResult {
  setPropagationFinalizers(definition, object, request.propagationPolicy);
  const isEmpty =
    !object.spec?.finalizers?.length && !object.metadata.finalizers?.length;
  if (object.metadata.deletionTimestamp && isEmpty) {
    return remove(context, definition, object, request);
  }
  object.metadata.deletionTimestamp ??= formatTime(context.clock.now());
  object.status = { ...object.status, phase: 'Terminating' };
  return store(context, definition, object, previous, request);
}

function store(
  context: ServerContext,
  definition: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
  { isDryRun }: DeleteRequest,
): DeleteResult {
  if (isDryRun) {
    return { object, isGone: false };
  }
  const isUnchanged =
    JSON.stringify(object.metadata) === JSON.stringify(previous.metadata);
  return {
    object: isUnchanged
      ? previous
      : context.store.update(definition.bucket, object).object,
    isGone: false,
  };
}

function remove(
  context: ServerContext,
  definition: ResourceDefinition,
  object: KubeObject,
  { isDryRun }: DeleteRequest,
): DeleteResult {
  const { namespace, name } = object.metadata;
  return {
    object: isDryRun
      ? object
      : context.store.delete(definition.bucket, namespace, name).object,
    isGone: true,
  };
}

import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { FieldError, invalidValue } from '../errors/FieldError';
import {
  conflict,
  invalid,
  notFound,
  staleVersion,
} from '../errors/StatusError';
import { trackUpdate } from '../managedFields/trackFields';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { ServerContext } from '../ServerContext';
import { formatTime } from '../timestamps';
import {
  validateMetadata,
  validateMetadataUpdate,
} from '../validation/validateMetadata';
import { canonicalFields } from './canonicalFields';
import { createObject } from './createObject';
import { isDeepEqual } from './isDeepEqual';
import { matchNamespace } from './matchNamespace';
import { prepareForUpdate } from './prepareForUpdate';

/** @internal */
export interface UpdateRequest {
  namespace?: string;
  name: string;
  /**
   * The new state from the current one, which is the stored one and must not be changed itself.
   * `undefined` stands for "not there": return an object to create it, when `canCreate`.
   */
  change(current: KubeObject | undefined): KubeObject;
  canCreate?: boolean;
  subresource?: 'status' | 'scale' | 'finalize';
  /** Owns what changes; absent: ownership is recorded already, or not at all. */
  fieldManager?: string;
  isDryRun: boolean;
}

/** @internal */
export interface UpdateResult {
  object: KubeObject;
  wasCreated: boolean;
}

/**
 * Changes an object as the API does: optimistic lock, the separation of spec and status, generation,
 * validation, deletion when the last finalizer goes. An update that changes nothing writes nothing.
 *
 * @throws StatusError
 * @internal
 */
export function updateObject(
  context: ServerContext,
  definition: ResourceDefinition,
  request: UpdateRequest,
): UpdateResult {
  const { namespace, name } = request;
  const stored = context.store.get(definition.bucket, namespace, name);
  if (!stored) {
    return createOnUpdate(context, definition, request);
  }
  const previous = stored.object;
  const object = request.change({
    ...previous,
    apiVersion: apiVersionOf(definition),
  });
  checkVersion(definition, object, previous);
  matchNamespace(definition, namespace, object);
  definition.rules.setDefaults?.(object);
  if (request.fieldManager) {
    trackUpdate(definition, previous, object, {
      name: request.fieldManager,
      subresource: request.subresource,
      time: formatTime(context.clock.now()),
    });
  }
  prepareForUpdate(definition, object, previous, request.subresource);
  const errors = validateUpdate(definition, object, previous, request);
  if (errors.length > 0) {
    throw invalid(definition, name, errors);
  }
  const isUnchanged = isSameButForTimes(object, previous);
  if (isFinishedDeletion(object, previous)) {
    if (!request.isDryRun) {
      context.store.delete(definition.bucket, namespace, name);
    }
    return { object, wasCreated: false };
  }
  if (isUnchanged || request.isDryRun) {
    return { object: isUnchanged ? previous : object, wasCreated: false };
  }
  return {
    object: context.store.update(
      definition.bucket,
      canonicalFields(definition, object),
    ).object,
    wasCreated: false,
  };
}

function createOnUpdate(
  context: ServerContext,
  definition: ResourceDefinition,
  request: UpdateRequest,
): UpdateResult {
  const canCreate =
    request.canCreate ||
    (definition.rules.isCreatedOnUpdate && !request.subresource);
  if (!canCreate) {
    throw notFound(definition, request.name);
  }
  const object = request.change(undefined);
  if (object.metadata.uid) {
    throw conflict(
      definition,
      request.name,
      `uid mismatch: the provided object specified uid ${object.metadata.uid}, and no existing object was found`,
    );
  }
  return {
    object: createObject(
      context,
      definition,
      request.namespace,
      object,
      request,
    ),
    wasCreated: true,
  };
}

function checkVersion(
  definition: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
): void {
  const { metadata } = object;
  if (!metadata.resourceVersion) {
    if (definition.rules.isVersionRequiredOnUpdate) {
      throw invalid(
        { group: definition.group, kind: definition.plural },
        metadata.name,
        [
          invalidValue(
            'metadata.resourceVersion',
            0,
            'must be specified for an update',
          ),
        ],
      );
    }
    metadata.resourceVersion = previous.metadata.resourceVersion;
  }
  if (metadata.resourceVersion !== previous.metadata.resourceVersion) {
    throw staleVersion(definition, metadata.name);
  }
}

function validateUpdate(
  definition: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
  request: UpdateRequest,
): FieldError[] {
  const { rules } = definition;
  const isWhole =
    request.subresource === undefined || request.subresource === 'scale';
  const metadataErrors = validateMetadataUpdate(object, previous);
  return [
    ...validateMetadata(object, definition),
    // Upstream checks for all kinds and then for each kind again; its answers show both.
    ...metadataErrors,
    ...metadataErrors,
    ...(rules.validate?.(object) ?? []),
    ...((isWhole && rules.validateUpdate?.(object, previous)) || []),
  ];
}

function isFinishedDeletion(object: KubeObject, previous: KubeObject): boolean {
  return (
    previous.metadata.deletionTimestamp !== undefined &&
    !previous.metadata.deletionGracePeriodSeconds &&
    !object.metadata.finalizers?.length &&
    !(object.kind === 'Namespace' && object.spec?.finalizers?.length)
  );
}

/** Whether nothing changed but the times at which managers wrote. */
function isSameButForTimes(object: KubeObject, previous: KubeObject): boolean {
  const comparable = ({ apiVersion: _, metadata, ...rest }: KubeObject) => ({
    ...rest,
    metadata: {
      ...metadata,
      managedFields: metadata.managedFields?.map(
        ({ time: _time, ...entry }) => entry,
      ),
    },
  });
  return isDeepEqual(comparable(object), comparable(previous));
}

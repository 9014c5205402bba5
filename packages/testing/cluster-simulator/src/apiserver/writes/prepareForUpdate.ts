import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { KindRules } from '../kinds/KindRules';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { isDeepEqual } from './isDeepEqual';

/**
 * Takes back what an update can't change: status beside spec or the other way round, what the server
 * says of the object itself, its generation.
 *
 * @internal
 */
export function prepareForUpdate(
  definition: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
  subresource: 'status' | 'scale' | 'finalize' | undefined,
): void {
  const { rules } = definition;
  const { metadata } = object;
  const { metadata: before } = previous;
  if (subresource === 'status') {
    keepAllButStatus(definition, object, previous);
    rules.prepareForStatusUpdate?.(object, previous);
  } else {
    if (rules.hasStatus) {
      copyField(object, previous, 'status');
    }
    if (subresource !== 'finalize') {
      rules.prepareForUpdate?.(object, previous);
    }
  }
  metadata.uid ??= before.uid;
  metadata.creationTimestamp = before.creationTimestamp;
  if (before.deletionTimestamp) {
    metadata.deletionTimestamp = before.deletionTimestamp;
    metadata.deletionGracePeriodSeconds ??= before.deletionGracePeriodSeconds;
  } else {
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
  }
  setGeneration(definition, object, previous);
}

function keepAllButStatus(
  definition: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
): void {
  for (const field of new Set([
    ...Object.keys(object),
    ...Object.keys(previous),
  ])) {
    if (field !== 'status' && field !== 'metadata') {
      copyField(object, previous, field);
    }
  }
  if (definition.isCustom) {
    // Custom resources keep all metadata but the managers of their fields.
    object.metadata = {
      ...previous.metadata,
      ...(object.metadata.managedFields && {
        managedFields: object.metadata.managedFields,
      }),
    };
  } else {
    copyField(object.metadata, previous.metadata, 'deletionTimestamp');
    if (definition.kind !== 'Node') {
      copyField(object.metadata, previous.metadata, 'ownerReferences');
    }
  }
}

function copyField(target: any, source: any, field: string): void {
  if (source[field] === undefined) {
    delete target[field];
  } else {
    // Shared with the stored object, which never changes.
    target[field] = source[field];
  }
}

function setGeneration(
  { rules, isCustom }: ResourceDefinition,
  object: KubeObject,
  previous: KubeObject,
): void {
  const generation = previous.metadata.generation;
  if (!rules.hasGeneration || generation === undefined) {
    copyField(object.metadata, previous.metadata, 'generation');
    return;
  }
  const isChanged = isCustom
    ? !isDeepEqual(desiredPart(object, rules), desiredPart(previous, rules))
    : !isDeepEqual(object.spec, previous.spec);
  object.metadata.generation = isChanged ? generation + 1 : generation;
}

/** Of a custom resource everything beside metadata, type and a separate status is wanted state. */
function desiredPart(
  object: KubeObject,
  { hasStatus }: KindRules,
): Record<string, unknown> {
  const {
    apiVersion: _apiVersion,
    kind: _kind,
    metadata: _metadata,
    status,
    ...rest
  } = object;
  return hasStatus ? rest : { ...rest, status };
}

import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { isDeepEqual } from '../writes/isDeepEqual';
import { zeroObject } from '../schema/decodeTyped';
import { FieldSet, fieldSetOfPaths } from './FieldSet';
import { conflictStatus } from './conflictStatus';
import {
  ManagerOperation,
  Managers,
  noManagers,
  readManagers,
  storedManagers,
  writeManagers,
} from './Managers';
import {
  applyConfiguration,
  managersAfterUpdate,
  OwnershipConflictError,
  Writer,
} from './ownership';

/**
 * Who writes, in a request's terms.
 *
 * @internal
 */
export interface FieldWriter {
  name: string;
  subresource?: string;
  time: string;
}

const nothingBySchema = new WeakMap<object, object>();
const statusOnly = fieldSetOfPaths([['f:status']]);
const specOnly = fieldSetOfPaths([['f:spec']]);
const specAndMetadata = fieldSetOfPaths([['f:spec'], ['f:metadata']]);

/**
 * Records in `object.metadata.managedFields` what a create, update or patch took ownership of.
 *
 * @param before - the stored object; undefined for a create
 * @internal
 */
export function trackUpdate(
  definition: ResourceDefinition,
  before: KubeObject | undefined,
  object: KubeObject,
  fieldWriter: FieldWriter,
): void {
  const managers = startingManagers(before, object, fieldWriter);
  const isUntracked = before && managers.size === 0;
  if (isUntracked) {
    delete object.metadata.managedFields;
    return;
  }
  setManagers(
    object,
    managersAfterUpdate(
      managers,
      before ? withoutManagers(before) : nothingOf(definition),
      withoutManagers(object),
      toWriter(definition, 'Update', fieldWriter),
    ),
  );
}

/** A client may rewrite the managers of an object, but not through a subresource. */
function startingManagers(
  before: KubeObject | undefined,
  object: KubeObject,
  { subresource }: FieldWriter,
): Managers {
  const kept = before?.metadata.managedFields;
  const stored = storedManagers(kept);
  const sent = object.metadata.managedFields;
  if (subresource || !sent || isDeepEqual(sent, kept)) {
    return stored;
  }
  const isReset = sent.length === 1 && Object.keys(sent[0]).length === 0;
  if (isReset) {
    return noManagers;
  }
  const read = readManagers(sent);
  return read && read.size > 0 ? read : stored;
}

/**
 * Carries out a server-side apply.
 *
 * @param live - the stored object; undefined to create it
 * @throws StatusError with code 409 when others own what it would change
 * @internal
 */
export function applyFields(
  definition: ResourceDefinition,
  live: KubeObject | undefined,
  configuration: KubeObject,
  fieldWriter: FieldWriter,
  isForced: boolean,
): KubeObject {
  const writer = toWriter(definition, 'Apply', fieldWriter);
  const stored = storedManagers(live?.metadata.managedFields);
  const plainLive = live
    ? withoutManagers(live)
    : { kind: definition.kind, apiVersion: apiVersionOf(definition) };
  const managers =
    live && stored.size === 0
      ? beforeFirstApply(definition, live, writer)
      : stored;
  try {
    const applied = applyConfiguration(
      managers,
      plainLive,
      configuration,
      writer,
      isForced,
    );
    const object = structuredClone(applied.object) as KubeObject;
    object.metadata ??= {} as KubeObject['metadata'];
    setManagers(object, applied.managers);
    return object;
  } catch (error) {
    if (error instanceof OwnershipConflictError) {
      throw conflictStatus(error.conflicts);
    }
    throw error;
  }
}

/** What an object had before anybody applied it is owned, so that an apply can't take it silently. */
function beforeFirstApply(
  definition: ResourceDefinition,
  live: KubeObject,
  writer: Writer,
): Managers {
  return managersAfterUpdate(
    noManagers,
    nothingOf(definition),
    withoutManagers(live),
    {
      ...writer,
      name: 'before-first-apply',
      operation: 'Update',
    },
  );
}

/** What an object is compared with when there was none: what its type always has isn't owned. */
function nothingOf({ isCustom, schema }: ResourceDefinition): object {
  let nothing = nothingBySchema.get(schema);
  if (!nothing) {
    nothing = isCustom ? {} : zeroObject(schema);
    nothingBySchema.set(schema, nothing);
  }
  return nothing;
}

function toWriter(
  definition: ResourceDefinition,
  operation: ManagerOperation,
  { name, subresource, time }: FieldWriter,
): Writer {
  return {
    name,
    operation,
    apiVersion: apiVersionOf(definition),
    subresource,
    time,
    schema: definition.schema,
    ignored: ignoredBranches(definition, subresource),
  };
}

function ignoredBranches(
  { rules, isCustom }: ResourceDefinition,
  subresource: string | undefined,
): FieldSet {
  if (!rules.hasStatus) {
    return FieldSet.empty;
  }
  if (subresource !== 'status') {
    return statusOnly;
  }
  return isCustom ? specAndMetadata : specOnly;
}

function withoutManagers(object: KubeObject): KubeObject {
  if (!object.metadata.managedFields) {
    return object;
  }
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function setManagers(object: KubeObject, managers: Managers): void {
  const entries = writeManagers(managers);
  if (entries) {
    object.metadata.managedFields = entries;
  } else {
    delete object.metadata.managedFields;
  }
}

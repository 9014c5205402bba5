import { isJsonObject } from '../patches/jsonMergePatch';
import { FieldSet } from './FieldSet';
import { fromFieldsV1, toFieldsV1 } from './fieldsV1';

/** @internal */
export type ManagerOperation = 'Apply' | 'Update';

/**
 * Who owns which fields of an object.
 *
 * @internal
 */
export interface Manager {
  name: string;
  operation: ManagerOperation;
  apiVersion: string;
  subresource?: string;
  time?: string;
  fields: FieldSet;
}

/**
 * Managers of one object by their identity.
 *
 * @internal
 */
export type Managers = ReadonlyMap<string, Manager>;

/** @internal */
export const noManagers: Managers = new Map();

/** More than these updaters are merged into one, oldest first. */
const UPDATERS_MAX = 10;
const MERGED_UPDATERS_NAME = 'ancient-changes';

/**
 * Two writes with the same identity share one entry.
 *
 * @internal
 */
export function managerId(manager: Omit<Manager, 'fields' | 'time'>): string {
  const { name, operation, apiVersion, subresource = '' } = manager;
  // An applier keeps its fields when it moves on to another version of the API.
  const version = operation === 'Apply' ? '' : apiVersion;
  return JSON.stringify([name, operation, version, subresource]);
}

const managersByEntries = new WeakMap<object, Managers>();

/**
 * Reads `metadata.managedFields` of a stored object, which never changes.
 *
 * @internal
 */
export function storedManagers(entries: object[] | undefined): Managers {
  if (!entries) {
    return noManagers;
  }
  let managers = managersByEntries.get(entries);
  if (!managers) {
    managers = readManagers(entries) ?? noManagers;
    managersByEntries.set(entries, managers);
  }
  return managers;
}

/**
 * Reads `metadata.managedFields`; undefined when an entry isn't readable.
 *
 * @internal
 */
export function readManagers(entries: unknown): Managers | undefined {
  const managers = new Map<string, Manager>();
  for (const entry of Array.isArray(entries) ? entries : []) {
    const fields = fromFieldsV1(entry?.fieldsV1 ?? {});
    if (!isJsonObject(entry) || !isOperation(entry.operation) || !fields) {
      return undefined;
    }
    const manager: Manager = {
      name: String(entry.manager ?? ''),
      operation: entry.operation,
      apiVersion: String(entry.apiVersion ?? ''),
      ...(typeof entry.subresource === 'string' &&
        entry.subresource && { subresource: entry.subresource }),
      ...(typeof entry.time === 'string' && { time: entry.time }),
      fields,
    };
    managers.set(managerId(manager), manager);
  }
  return managers;
}

function isOperation(value: unknown): value is ManagerOperation {
  return value === 'Apply' || value === 'Update';
}

/**
 * Writes `metadata.managedFields`; undefined when nobody owns anything.
 *
 * @internal
 */
export function writeManagers(managers: Managers): object[] | undefined {
  const entries = [...cappedUpdaters(managers).values()]
    .sort(compareManagers)
    .map(({ name, operation, apiVersion, time, fields, subresource }) => ({
      manager: name,
      operation,
      apiVersion,
      ...(time && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(fields),
      ...(subresource && { subresource }),
    }));
  return entries.length > 0 ? entries : undefined;
}

function compareManagers(left: Manager, right: Manager): number {
  const keys = (manager: Manager) => [
    manager.operation,
    manager.time ?? '',
    manager.name,
    manager.apiVersion,
    manager.subresource ?? '',
  ];
  const [leftKeys, rightKeys] = [keys(left), keys(right)];
  const index = leftKeys.findIndex((key, at) => key !== rightKeys[at]);
  if (index < 0) {
    return 0;
  }
  return leftKeys[index] < rightKeys[index] ? -1 : 1;
}

function cappedUpdaters(managers: Managers): Managers {
  const updaters = [...managers.values()]
    .filter(({ operation }) => operation === 'Update')
    .sort(compareManagers);
  if (updaters.length <= UPDATERS_MAX) {
    return managers;
  }
  const capped = new Map(managers);
  const oldest = updaters.slice(0, updaters.length - UPDATERS_MAX + 1);
  oldest.forEach(manager => capped.delete(managerId(manager)));
  const merged: Manager = {
    ...oldest[oldest.length - 1],
    name: MERGED_UPDATERS_NAME,
    subresource: undefined,
    fields: oldest.reduce(
      (fields, manager) => fields.union(manager.fields),
      FieldSet.empty,
    ),
  };
  capped.set(managerId(merged), merged);
  return capped;
}

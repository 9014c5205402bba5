import { Schema } from '../schema/Schema';
import { compareFields, FieldComparison } from './compareFields';
import { FieldSet, fieldSetOfPaths } from './FieldSet';
import { fieldSetOf } from './fieldSetOf';
import { Manager, managerId, Managers } from './Managers';
import { mergeApplied } from './mergeApplied';
import { removeFields, withNamedFields } from './removeFields';

/** Identifying metadata, which nobody owns. */
const unownedFields = fieldSetOfPaths([
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map(field => ['f:metadata', `f:${field}`]),
]);

/**
 * Who writes, and what of the object such a write can reach.
 *
 * @internal
 */
export interface Writer extends Omit<Manager, 'fields'> {
  schema: Schema;
  /** Branches that this way of writing resets, as a write of spec does with status. */
  ignored: FieldSet;
}

/** @internal */
export interface OwnershipConflict {
  manager: Manager;
  path: string[];
}

/**
 * Somebody else owns what an apply would change.
 *
 * @internal
 */
export class OwnershipConflictError extends Error {
  override readonly name = 'OwnershipConflictError';

  constructor(readonly conflicts: OwnershipConflict[]) {
    super('Apply failed because of other managers');
  }
}

/**
 * The managers after a create, update or patch: the writer owns what it changed or added, and nobody
 * owns what it removed. Pure.
 *
 * @internal
 */
export function managersAfterUpdate(
  managers: Managers,
  before: unknown,
  after: unknown,
  writer: Writer,
): Managers {
  const comparison = compare(before, after, writer);
  const changed = comparison.modified.union(comparison.added);
  const result = releaseFields(managers, comparison, undefined);
  const gained = changed.difference(unownedFields);
  if (!gained.isEmpty) {
    const id = managerId(writer);
    const own = result.get(id)?.fields ?? FieldSet.empty;
    result.set(id, toManager(writer, own.union(gained)));
  }
  return result;
}

/** @internal */
export interface AppliedObject {
  object: unknown;
  managers: Managers;
}

/**
 * Server-side apply: lays the configuration over the live object, takes away what the writer applied
 * before and no longer does, and settles who owns what. Pure.
 *
 * @throws OwnershipConflictError unless forced
 * @internal
 */
export function applyConfiguration(
  managers: Managers,
  live: unknown,
  configuration: unknown,
  writer: Writer,
  isForced: boolean,
): AppliedObject {
  const { schema } = writer;
  const id = managerId(writer);
  const last = managers.get(id)?.fields ?? FieldSet.empty;
  const applied = fieldSetOf(configuration, schema).withoutBranches(
    writer.ignored,
  );
  const merged = mergeApplied(live, configuration, schema);
  const withWriter = new Map(managers).set(id, toManager(writer, applied));
  const object = prune(merged, last, withWriter, schema);

  const comparison = compare(live, object, writer);
  const conflicts = findConflicts(managers, comparison, id);
  if (conflicts.length > 0 && !isForced) {
    throw new OwnershipConflictError(conflicts);
  }
  const result = releaseFields(withWriter, comparison, id);
  const owned = applied.difference(unownedFields);
  if (owned.isEmpty) {
    result.delete(id);
  } else {
    result.set(id, toManager(writer, owned));
  }
  return { object, managers: result };
}

function compare(
  before: unknown,
  after: unknown,
  { schema, ignored }: Writer,
): FieldComparison {
  const { added, modified, removed } = compareFields(before, after, schema);
  return {
    added: added.withoutBranches(ignored),
    modified: modified.withoutBranches(ignored),
    removed: removed.withoutBranches(ignored),
  };
}

/** Takes from all managers but one what a write changed, added or removed. */
function releaseFields(
  managers: Managers,
  { added, modified, removed }: FieldComparison,
  exceptId: string | undefined,
): Map<string, Manager> {
  const released = modified.union(added).union(removed);
  const result = new Map<string, Manager>();
  for (const [id, manager] of managers) {
    const fields =
      id === exceptId ? manager.fields : manager.fields.difference(released);
    if (!fields.isEmpty) {
      result.set(id, { ...manager, fields });
    }
  }
  return result;
}

function findConflicts(
  managers: Managers,
  { added, modified }: FieldComparison,
  writerId: string,
): OwnershipConflict[] {
  const changed = modified.union(added);
  return [...managers]
    .filter(([id]) => id !== writerId)
    .flatMap(([, manager]) =>
      manager.fields
        .intersection(changed)
        .paths()
        .map(path => ({ manager, path })),
    );
}

/**
 * Removes what the writer applied last time and nobody owns now. What it never owned stays, even
 * inside of something removed.
 */
function prune(
  merged: unknown,
  last: FieldSet,
  managers: Managers,
  schema: Schema,
): unknown {
  if (last.isEmpty) {
    return merged;
  }
  const named = (set: FieldSet) => withNamedFields(set, schema, merged);
  const everything = named(fieldSetOf(merged, schema));
  const withoutLast = removeFields(merged, named(last), schema);
  const owned = [...managers.values()].reduce(
    (set, { fields }) => set.union(fields),
    FieldSet.empty,
  );
  const withOwned = removeFields(
    merged,
    everything.difference(
      named(fieldSetOf(withoutLast ?? {}, schema)).union(named(owned)),
    ),
    schema,
  );
  return removeFields(
    merged,
    everything
      .difference(named(fieldSetOf(withOwned ?? {}, schema)))
      .intersection(named(last)),
    schema,
  );
}

function toManager(writer: Writer, fields: FieldSet): Manager {
  const { name, operation, apiVersion, subresource, time } = writer;
  return {
    name,
    operation,
    apiVersion,
    ...(subresource && { subresource }),
    ...(time && { time }),
    fields,
  };
}

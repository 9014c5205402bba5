import { isJsonObject } from '../patches/jsonMergePatch';
import { Schema } from '../schema/Schema';
import { fieldShape, isEmptyValue, itemsByElement } from './fieldShape';

/**
 * Lays an applied configuration over the live object: fields and keyed items merge, everything else
 * is replaced. Pure.
 *
 * @internal
 */
export function mergeApplied(
  live: unknown,
  applied: unknown,
  schema: Schema,
): unknown {
  if (applied === undefined) {
    return live;
  }
  const shape = fieldShape(schema, applied);
  if (shape.kind === 'leaf') {
    return applied;
  }
  if (isEmptyValue(applied)) {
    return isSameContainer(live, applied) ? live : applied;
  }
  if (shape.kind === 'list') {
    return mergeItems(
      Array.isArray(live) ? live : [],
      applied as unknown[],
      shape.elementOf,
      (left, right) => mergeApplied(left, right, shape.itemSchema),
    );
  }
  const merged: Record<string, unknown> = isJsonObject(live) ? { ...live } : {};
  for (const [field, value] of Object.entries(applied as object)) {
    merged[field] = mergeApplied(merged[field], value, shape.schemaOf(field));
  }
  return merged;
}

function isSameContainer(live: unknown, applied: unknown): boolean {
  return Array.isArray(applied) ? Array.isArray(live) : isJsonObject(live);
}

/**
 * Applied items in their order, each live item that isn't applied before the applied one that it
 * stood before.
 */
function mergeItems(
  live: unknown[],
  applied: unknown[],
  elementOf: (item: unknown) => string,
  merge: (live: unknown, applied: unknown) => unknown,
): unknown[] {
  const liveByElement = itemsByElement(live, elementOf);
  const appliedElements = applied.map(elementOf);
  const isApplied = new Set(appliedElements);
  const liveElements = live.map(elementOf);
  const shared = appliedElements.filter(element => liveByElement.has(element));

  const merged: unknown[] = [];
  let livePosition = 0;
  const takeUnappliedUntil = (end: number) => {
    for (; livePosition < end; livePosition += 1) {
      if (!isApplied.has(liveElements[livePosition])) {
        merged.push(live[livePosition]);
      }
    }
  };
  applied.forEach((item, index) => {
    const element = appliedElements[index];
    if (element === shared[0]) {
      shared.shift();
      takeUnappliedUntil(liveElements.indexOf(element));
    } else if (shared.length === 0) {
      takeUnappliedUntil(live.length);
    } else if (!liveByElement.has(element)) {
      takeUnappliedUntil(liveElements.indexOf(shared[0]));
    }
    merged.push(merge(liveByElement.get(element), item));
  });
  takeUnappliedUntil(live.length);
  return merged;
}

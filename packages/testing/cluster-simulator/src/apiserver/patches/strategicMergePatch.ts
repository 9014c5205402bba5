import { goFormat } from '../errors/goFormat';
import { badRequest } from '../errors/StatusError';
import { fieldSchema, resolveSchema, Schema } from '../schema/Schema';
import { isDeepEqual } from '../writes/isDeepEqual';
import { isJsonObject } from './jsonMergePatch';
import { unprocessablePatch } from './jsonPatch';
import { orderElements } from './orderElements';

type JsonObject = Record<string, unknown>;

const DIRECTIVE = '$patch';
const RETAIN_KEYS = '$retainKeys';
const DELETE_PREFIX = '$deleteFromPrimitiveList/';
const ORDER_PREFIX = '$setElementOrder/';

/**
 * Applies a strategic merge patch: a merge patch that knows from the kind's schema which lists are
 * merged by key, and that has directives for the rest. Pure: neither argument is changed.
 *
 * @throws StatusError with code 400 or 422
 * @internal
 */
export function applyStrategicMergePatch(
  target: JsonObject,
  patch: JsonObject,
  schema: Schema,
): JsonObject {
  return mergeObject(target, patch, schema);
}

function mergeObject(
  target: JsonObject,
  patch: JsonObject,
  schema: Schema,
): JsonObject {
  const directive = patch[DIRECTIVE];
  if (directive !== undefined) {
    return replaceOrDelete(directive, patch);
  }
  const result = retainKeys({ ...target }, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (field === RETAIN_KEYS || field.startsWith(ORDER_PREFIX)) {
      continue;
    }
    if (field.startsWith(DELETE_PREFIX)) {
      deleteFromPrimitiveList(result, field.slice(DELETE_PREFIX.length), value);
      continue;
    }
    const merged = mergeValue(
      result[field],
      value,
      fieldSchema(schema, field) ?? {},
      orderDirective(patch, field),
    );
    if (merged === undefined) {
      delete result[field];
    } else {
      result[field] = merged;
    }
  }
  applyRemainingOrders(result, patch, schema);
  return result;
}

/** Lists that the patch only reorders. */
function applyRemainingOrders(
  result: JsonObject,
  patch: JsonObject,
  schema: Schema,
): void {
  for (const field of Object.keys(patch)) {
    if (!field.startsWith(ORDER_PREFIX)) {
      continue;
    }
    const listField = field.slice(ORDER_PREFIX.length);
    const list = result[listField];
    if (!(listField in patch) && Array.isArray(list)) {
      const listSchema = resolveSchema(fieldSchema(schema, listField) ?? {});
      result[listField] = orderElements(
        list,
        orderDirective(patch, listField)!,
        list,
        listSchema['x-kubernetes-patch-merge-key'],
      );
    }
  }
}

function mergeValue(
  target: unknown,
  patch: unknown,
  schema: Schema,
  order: unknown[] | undefined,
): unknown {
  if (patch === null) {
    return undefined;
  }
  if (isJsonObject(target) && isJsonObject(patch)) {
    return strategiesOf(schema).includes('replace')
      ? withoutDirectives(patch)
      : mergeObject(target, patch, schema);
  }
  if (Array.isArray(patch) && strategiesOf(schema).includes('merge')) {
    return mergeList(Array.isArray(target) ? target : [], patch, schema, order);
  }
  return withoutDirectives(patch);
}

function mergeList(
  target: unknown[],
  patch: unknown[],
  schema: Schema,
  order: unknown[] | undefined,
): unknown[] {
  const resolved = resolveSchema(schema);
  const mergeKey = resolved['x-kubernetes-patch-merge-key'];
  if (!patch.every(isJsonObject)) {
    const merged = [...target, ...patch.filter(item => !target.includes(item))];
    return orderElements(merged, order ?? patch, target, undefined);
  }
  if (!mergeKey) {
    return patch.map(item => withoutDirectives(item));
  }
  if (patch.some(item => item[DIRECTIVE] === 'replace')) {
    return patch.filter(item => item[DIRECTIVE] === undefined);
  }
  const items = [...target] as JsonObject[];
  for (const element of patch) {
    const key = element[mergeKey];
    if (key === undefined) {
      throw badRequest(
        `map: ${goFormat(element)} does not contain declared merge key: ${mergeKey}`,
      );
    }
    mergeElement(items, element, mergeKey, resolved.items ?? {});
  }
  const placed = patch.filter(item => item[DIRECTIVE] !== 'delete');
  return orderElements(items, order ?? placed, target, mergeKey);
}

function mergeElement(
  items: JsonObject[],
  element: JsonObject,
  mergeKey: string,
  schema: Schema,
): void {
  const index = items.findIndex(item => item[mergeKey] === element[mergeKey]);
  if (element[DIRECTIVE] === 'delete') {
    if (index >= 0) {
      items.splice(index, 1);
    }
  } else if (index >= 0) {
    items[index] = mergeObject(items[index], element, schema);
  } else {
    items.push(withoutDirectives(element) as JsonObject);
  }
}

function replaceOrDelete(directive: unknown, patch: JsonObject): JsonObject {
  if (directive === 'replace') {
    const { [DIRECTIVE]: _directive, ...rest } = patch;
    return rest;
  }
  if (directive === 'delete') {
    return {};
  }
  throw badRequest(
    `unknown patch type found: ${directive} in map: ${goFormat(patch)}`,
  );
}

/** Drops the fields of a union that the patch doesn't name. */
function retainKeys(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch[RETAIN_KEYS];
  if (keys === undefined) {
    return target;
  }
  if (!Array.isArray(keys)) {
    throw badRequest('invalid patch format of retainKeys');
  }
  const isUnretained = Object.keys(patch).some(
    field =>
      !field.startsWith('$') && patch[field] !== null && !keys.includes(field),
  );
  if (isUnretained) {
    throw unprocessablePatch();
  }
  return Object.fromEntries(
    Object.entries(target).filter(([field]) => keys.includes(field)),
  );
}

function deleteFromPrimitiveList(
  result: JsonObject,
  field: string,
  values: unknown,
): void {
  const list = result[field];
  if (!Array.isArray(values)) {
    throw badRequest(
      'invalid patch format of $deleteFromPrimitiveList: not a list',
    );
  }
  if (Array.isArray(list)) {
    result[field] = list.filter(
      item => !values.some(value => isDeepEqual(value, item)),
    );
  }
}

function orderDirective(
  patch: JsonObject,
  field: string,
): unknown[] | undefined {
  const order = patch[`${ORDER_PREFIX}${field}`];
  if (order !== undefined && !Array.isArray(order)) {
    throw badRequest('invalid patch format of $setElementOrder: not a list');
  }
  return order as unknown[] | undefined;
}

function strategiesOf(schema: Schema): string[] {
  return resolveSchema(schema)['x-kubernetes-patch-strategy']?.split(',') ?? [];
}

/** What a patch means where there is nothing to merge with. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(item => !(isJsonObject(item) && item[DIRECTIVE] === 'delete'))
      .map(withoutDirectives);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  if (value[DIRECTIVE] === 'delete') {
    return undefined;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field, item]) => !field.startsWith('$') && item !== null)
      .map(([field, item]) => [field, withoutDirectives(item)]),
  );
}

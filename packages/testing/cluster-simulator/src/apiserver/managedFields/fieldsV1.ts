import { isJsonObject } from '../patches/jsonMergePatch';
import { FieldSet } from './FieldSet';

type FieldsV1 = { [element: string]: FieldsV1 };

const SELF = '.';

/**
 * Writes a set in the form of `managedFields[].fieldsV1`.
 *
 * @internal
 */
export function toFieldsV1(set: FieldSet): FieldsV1 {
  const fields: FieldsV1 = {};
  const hasChildren = set.children.size > 0;
  if (set.isMember && hasChildren) {
    fields[SELF] = {};
  }
  for (const element of [...set.children.keys()].sort()) {
    fields[element] = toFieldsV1(set.children.get(element)!);
  }
  return fields;
}

/**
 * Reads `fieldsV1`; undefined when it isn't in that form.
 *
 * @internal
 */
export function fromFieldsV1(fields: unknown): FieldSet | undefined {
  return isJsonObject(fields) ? readNode(fields, true) : undefined;
}

function readNode(
  fields: Record<string, unknown>,
  isRoot = false,
): FieldSet | undefined {
  const children = new Map<string, FieldSet>();
  for (const [element, below] of Object.entries(fields)) {
    if (element === SELF) {
      continue;
    }
    const child =
      /^[fkvi]:/.test(element) && isJsonObject(below)
        ? readNode(below)
        : undefined;
    if (!child) {
      return undefined;
    }
    children.set(element, child);
  }
  // A node without children stands for its own path.
  const isMember = SELF in fields || (!isRoot && children.size === 0);
  return new FieldSet(isMember, children);
}

/**
 * A path as messages show it: `.spec.containers[name="app"].image`.
 *
 * @internal
 */
export function formatPath(path: readonly string[]): string {
  return path.map(formatElement).join('');
}

function formatElement(element: string): string {
  const value = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${value}`;
    case 'k': {
      const keys = Object.entries(JSON.parse(value)).map(
        ([name, key]) => `${name}=${JSON.stringify(key)}`,
      );
      return `[${keys.join(',')}]`;
    }
    case 'v':
      return `[=${value}]`;
    default:
      return `[${value}]`;
  }
}

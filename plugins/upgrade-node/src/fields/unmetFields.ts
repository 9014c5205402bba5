import { escapePointerSegment } from './jsonPointer';
import { parseQuantity } from './quantity';

/**
 * How the API treats what a patch says:
 * `merge`: lists are replaced whole (RFC 7396);
 * `by-key`: elements of well-known lists are found by their key, as strategic merge and apply do.
 *
 * @internal
 */
export interface PatchSemantics {
  lists: 'merge' | 'by-key';
  /** Built-in kinds are stored without fields that are false, zero or empty. */
  isZeroDropped: boolean;
}

/** Keys of lists of built-in kinds (`patchMergeKey` in Kubernetes' types). */
const MERGE_KEYS: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  // Of a container, or of a Service.
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  conditions: ['type'],
  ownerReferences: ['uid'],
};

/**
 * JSON pointers of the fields of a patch that an object doesn't have yet; none: the patch would change
 * nothing. What the API adds by itself (defaults) doesn't count.
 *
 * @internal
 */
export function unmetFields(
  current: unknown,
  wanted: unknown,
  semantics: PatchSemantics,
): string[] {
  return unmetAt(current, wanted, semantics, []);
}

function unmetAt(
  current: unknown,
  wanted: unknown,
  semantics: PatchSemantics,
  path: readonly string[],
): string[] {
  if (wanted === null) {
    return current === undefined || current === null ? [] : [pointerOf(path)];
  }
  if (Array.isArray(wanted)) {
    return unmetInList(current, wanted, semantics, path);
  }
  if (typeof wanted === 'object') {
    return unmetInObject(current, wanted as object, semantics, path);
  }
  return isSameScalar(current, wanted, semantics, path)
    ? []
    : [pointerOf(path)];
}

function unmetInObject(
  current: unknown,
  wanted: object,
  semantics: PatchSemantics,
  path: readonly string[],
): string[] {
  const isObject =
    typeof current === 'object' && current !== null && !Array.isArray(current);
  if (!isObject && current !== undefined && current !== null) {
    return [pointerOf(path)];
  }
  return Object.entries(wanted)
    .filter(([field]) => !field.startsWith('$'))
    .flatMap(([field, value]) =>
      unmetAt(
        isObject ? (current as any)[field] : undefined,
        value,
        semantics,
        [...path, field],
      ),
    );
}

function unmetInList(
  current: unknown,
  wanted: readonly unknown[],
  semantics: PatchSemantics,
  path: readonly string[],
): string[] {
  const list: unknown[] = Array.isArray(current) ? current : [];
  const key =
    semantics.lists === 'by-key' ? mergeKeyOf(path, wanted) : undefined;
  if (key) {
    return wanted.flatMap(element =>
      unmetElement(
        list,
        element as Record<string, unknown>,
        key,
        semantics,
        path,
      ),
    );
  }
  if (list.length !== wanted.length) {
    return [pointerOf(path)];
  }
  return wanted.flatMap((element, index) =>
    unmetAt(list[index], element, semantics, [...path, String(index)]),
  );
}

function unmetElement(
  list: readonly unknown[],
  wanted: Record<string, unknown>,
  key: string,
  semantics: PatchSemantics,
  path: readonly string[],
): string[] {
  const here = [...path, String(wanted[key])];
  const found = list.find(element => (element as any)?.[key] === wanted[key]);
  if (wanted.$patch === 'delete') {
    return found === undefined ? [] : [pointerOf(here)];
  }
  return found === undefined
    ? [pointerOf(here)]
    : unmetInObject(found, wanted, semantics, here);
}

function mergeKeyOf(
  path: readonly string[],
  elements: readonly unknown[],
): string | undefined {
  return MERGE_KEYS[path[path.length - 1]]?.find(key =>
    elements.every(
      element =>
        typeof element === 'object' && element !== null && key in element,
    ),
  );
}

function isSameScalar(
  current: unknown,
  wanted: unknown,
  semantics: PatchSemantics,
  path: readonly string[],
): boolean {
  if (current === wanted) {
    return true;
  }
  if (current === undefined || current === null) {
    return semantics.isZeroDropped && !wanted;
  }
  // The API writes quantities in its own form: `1000m` comes back as `1`.
  return (
    path.includes('resources') &&
    isQuantity(current) &&
    isQuantity(wanted) &&
    parseQuantity(current) === parseQuantity(wanted)
  );
}

function isQuantity(value: unknown): value is string | number {
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    parseQuantity(value) !== undefined
  );
}

function pointerOf(path: readonly string[]): string {
  return path.map(segment => `/${escapePointerSegment(segment)}`).join('');
}

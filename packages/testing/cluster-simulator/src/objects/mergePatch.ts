import { isSameContent } from './canonicalJson';

/**
 * The JSON merge patch (RFC 7386) that turns `present` into `wanted`: null for what goes, nothing for
 * what stays. Lists are replaced as a whole.
 *
 * @internal
 */
export function mergePatch(
  present: Record<string, unknown>,
  wanted: Record<string, unknown>,
): Record<string, unknown> {
  const changed = Object.keys({ ...present, ...wanted }).filter(
    field => !isSameContent(present[field], wanted[field]),
  );
  return Object.fromEntries(
    changed.map(field => [field, changeOf(present[field], wanted[field])]),
  );
}

function changeOf(present: unknown, wanted: unknown): unknown {
  if (wanted === undefined || wanted === null) {
    return null;
  }
  return isPlainObject(present) && isPlainObject(wanted)
    ? mergePatch(present, wanted)
    : wanted;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

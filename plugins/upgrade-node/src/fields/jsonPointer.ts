import { JsonValue } from '@backstage/types';

/**
 * The value at a JSON pointer (RFC 6901); undefined when there is none.
 *
 * @public
 */
export function readPointer(document: unknown, pointer: string): unknown {
  let value: any = document;
  for (const segment of segmentsOf(pointer)) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = value[segment];
  }
  return value;
}

/**
 * A copy of the document with the value at a pointer replaced, or removed when it is undefined. Objects
 * on the way are made where they are missing; an element of a list can be replaced, not added.
 *
 * @throws Error when the way leads through something that is no object
 * @public
 */
export function writePointer<T>(
  document: T,
  pointer: string,
  value: JsonValue | undefined,
): T {
  return written(document, segmentsOf(pointer), value, pointer) as T;
}

/** @public */
export function escapePointerSegment(segment: string): string {
  return segment.replace(/~/g, '~0').replace(/\//g, '~1');
}

function written(
  holder: unknown,
  [segment, ...rest]: string[],
  value: JsonValue | undefined,
  pointer: string,
): unknown {
  if (segment === undefined) {
    return value;
  }
  if (holder === undefined || holder === null) {
    // Removing below something that isn't there leaves it so.
    return value === undefined
      ? holder
      : { [segment]: written(undefined, rest, value, pointer) };
  }
  if (typeof holder !== 'object') {
    throw new Error(
      `${pointer} leads through '${segment}' of something that is no object`,
    );
  }
  const inner = written((holder as any)[segment], rest, value, pointer);
  if (Array.isArray(holder)) {
    return writtenElement(holder, segment, inner, pointer);
  }
  const copy: Record<string, unknown> = { ...holder };
  if (inner === undefined) {
    delete copy[segment];
  } else {
    copy[segment] = inner;
  }
  return copy;
}

function writtenElement(
  list: unknown[],
  segment: string,
  value: unknown,
  pointer: string,
): unknown[] {
  const index = Number(segment);
  if (!Number.isInteger(index) || index < 0 || index >= list.length) {
    throw new Error(
      `${pointer} names element '${segment}', which is not there`,
    );
  }
  return value === undefined
    ? list.filter((_, position) => position !== index)
    : list.map((element, position) => (position === index ? value : element));
}

function segmentsOf(pointer: string): string[] {
  if (pointer === '') {
    return [];
  }
  if (!pointer.startsWith('/')) {
    throw new Error(`'${pointer}' is no JSON pointer: it must begin with '/'`);
  }
  return pointer
    .slice(1)
    .split('/')
    .map(segment => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
}

import fc from 'fast-check';
import { isSameJson } from './isSameJson';
import { readPointer, writePointer } from './jsonPointer';
import { mergePatchBetween } from './mergePatchBetween';
import { parseQuantity } from './quantity';

/** Objects as the API stores them: no nulls, which a merge patch can't say. */
const { tree } = fc.letrec<{ tree: any; value: any }>(tie => ({
  tree: fc.dictionary(fc.constantFrom('a', 'b', 'c/d', '~e'), tie('value'), {
    maxKeys: 3,
  }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.string({ maxLength: 2 }),
    fc.boolean(),
    fc.array(fc.integer(), { maxLength: 2 }),
    tie('tree'),
  ),
}));

/** RFC 7396, as the RFC writes it. */
function applyMergePatch(target: any, patch: any): any {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const isObject =
    typeof target === 'object' && target !== null && !Array.isArray(target);
  const result = isObject ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = applyMergePatch(result[key], value);
    }
  }
  return result;
}

describe('mergePatchBetween', () => {
  it('turns any object into any other', () => {
    fc.assert(
      fc.property(tree, tree, (from, to) => {
        const patched = applyMergePatch(from, mergePatchBetween(from, to));
        expect(isSameJson(patched, to)).toBe(true);
      }),
    );
  });

  it('says nothing about equal objects', () => {
    fc.assert(
      fc.property(tree, object => {
        expect(mergePatchBetween(object, structuredClone(object))).toEqual({});
      }),
    );
  });
});

describe('JSON pointers', () => {
  it('read back what they wrote, and change nothing else', () => {
    const pointer = fc
      .array(fc.constantFrom('x', 'a~1b', 'c~0d'), {
        minLength: 1,
        maxLength: 4,
      })
      .map(segments => `/new/${segments.join('/')}`);
    fc.assert(
      fc.property(tree, pointer, fc.integer(), (object, at, value) => {
        const written = writePointer(object, at, value);
        expect(readPointer(written, at)).toBe(value);
        expect({ ...written, new: undefined }).toEqual({
          ...object,
          new: undefined,
        });
      }),
    );
  });

  it('remove a value, and make nothing on the way to one that is not there', () => {
    const object = { a: { b: 1, c: 2 } };
    expect(writePointer(object, '/a/b', undefined)).toEqual({ a: { c: 2 } });
    expect(writePointer(object, '/x/y/z', undefined)).toEqual(object);
  });

  it('reach into lists by number', () => {
    const object = { list: [{ n: 1 }, { n: 2 }] };
    expect(readPointer(object, '/list/1/n')).toBe(2);
    expect(writePointer(object, '/list/1/n', 3).list).toEqual([
      { n: 1 },
      { n: 3 },
    ]);
    expect(() => writePointer(object, '/list/7', 1)).toThrow(
      "names element '7'",
    );
  });

  it('refuse to lead through a value', () => {
    expect(() => writePointer({ a: 1 }, '/a/b', 2)).toThrow('no object');
    expect(readPointer({ a: 1 }, '/a/b')).toBeUndefined();
  });
});

describe('parseQuantity', () => {
  it.each([
    ['250m', 0.25],
    ['1', 1],
    [2, 2],
    ['1.5', 1.5],
    ['1Ki', 1024],
    ['1Gi', 2 ** 30],
    ['1G', 1e9],
    ['2e3', 2000],
    ['100k', 100_000],
    ['-5M', -5e6],
  ])('reads %s', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value);
  });

  it.each(['', 'x', '1Zi', 'Gi', '1 Gi', '1mi'])('finds none in %p', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { applyMergePatch } from './jsonMergePatch';
import { applyJsonPatch } from './jsonPatch';

describe('merge patches', () => {
  // The examples of RFC 7386, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('make of %j with %j %j', (target, patch, expected) => {
    expect(applyMergePatch(target, patch)).toEqual(expected);
  });

  it('do the same twice as once, and leave the target alone', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const before = structuredClone(target);
        const once = applyMergePatch(target, patch);
        expect(applyMergePatch(once, patch)).toEqual(once);
        expect(target).toEqual(before);
      }),
    );
  });
});

describe('JSON patches', () => {
  it('are refused as a whole when one operation does not fit', () => {
    const document = { a: 1 };
    expect(() =>
      applyJsonPatch(document, [
        { op: 'replace', path: '/a', value: 2 },
        { op: 'test', path: '/a', value: 1 },
      ]),
    ).toThrow('the server rejected our request due to an error in our request');
    expect(document).toEqual({ a: 1 });
  });

  it.each([
    ['remove what is not there', { op: 'remove', path: '/nope' }],
    ['replace what is not there', { op: 'replace', path: '/b/c', value: 1 }],
    ['use an unknown operation', { op: 'frob', path: '/a' }],
    ['copy from nowhere', { op: 'copy', from: '/nope', path: '/b' }],
  ])('can not %s', (_, operation) => {
    expect(() => applyJsonPatch({ a: 1 }, [operation])).toThrow(
      expect.objectContaining({ code: 422 }),
    );
  });
});

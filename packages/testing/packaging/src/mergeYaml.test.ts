import { parse } from 'yaml';
import { mergeYaml } from './mergeYaml';

describe('mergeYaml', () => {
  it('adds to sections, fills empty ones and replaces lists', () => {
    const before = 'a: { b: 1, c: [1] }\nempty:\nkept: x';
    const addition = 'a: { c: [2], d: 3 }\nempty: { e: 4 }';
    expect(parse(mergeYaml(before, addition))).toEqual({
      a: { b: 1, c: [2], d: 3 },
      empty: { e: 4 },
      kept: 'x',
    });
  });
});

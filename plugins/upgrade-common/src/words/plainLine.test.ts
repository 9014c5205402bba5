import { plainLine } from './plainLine';

describe('plainLine', () => {
  it.each([
    ['one\ntwo', 'one two'],
    ['one\r\n\r\n  two', 'one two'],
    ['one\rtwo', 'one two'],
    ['one\u2028two\u2029three', 'one two three'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://evil\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title', ''],
    ['a\u009b31mb', 'a 31mb'],
    ['nul\u0000', 'nul '],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['pass\u200bword', 'password'],
  ])('turns %j into %j', (text, line) => expect(plainLine(text)).toBe(line));

  it('leaves words of any language as they are', () => {
    const text = 'Zürich → 東京, שלום: 3 × 5 %';
    expect(plainLine(text)).toBe(text);
  });
});

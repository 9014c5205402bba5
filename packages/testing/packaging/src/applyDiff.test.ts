import { applyDiff } from './applyDiff';

const FILE = ['import a;', '', 'start(', '  a,', ');', 'end();'].join('\n');

describe('applyDiff', () => {
  it('adds and takes away lines where their surroundings are', () => {
    const diff = [
      ' import a;',
      '+import b;',
      '...',
      ' start(',
      '-  a,',
      '+  b,',
    ];
    expect(applyDiff(FILE, diff.join('\n'))).toBe(
      ['import a;', 'import b;', '', 'start(', '  b,', ');', 'end();'].join(
        '\n',
      ),
    );
  });

  it('takes an empty line for one that stays', () => {
    expect(
      applyDiff(FILE, [' import a;', '', '+x', ' start('].join('\n')),
    ).toBe(['import a;', '', 'x', 'start(', '  a,', ');', 'end();'].join('\n'));
  });

  it.each([
    ['lines that the file lacks', [' import c;', '+import b;']],
    ['parts in another order', [' end();', '...', ' import a;', '+import b;']],
    ['lines that do not follow one another', [' import a;', ' start(', '+x']],
  ])('refuses %s', (_, diff) => {
    expect(() => applyDiff(FILE, diff.join('\n'))).toThrow(
      'The file does not have',
    );
  });
});

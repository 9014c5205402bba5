import { markdownText } from './markdownText';

describe('markdownText', () => {
  it.each([
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['![x](https://evil/p.png)', '!\\[x\\](https\\://evil/p.png)'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['**bold** `code` ~~x~~', '\\*\\*bold\\*\\* \\`code\\` \\~\\~x\\~\\~'],
    ['a | b \\| c', 'a \\| b \\\\\\| c'],
    ['first\n\n# second', 'first # second'],
    ['first\u2028- second\r', 'first - second '],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['---', '\\---'],
    ['\u001b[31mred\u001b[0m \u202etxt', 'red txt'],
    ['www.evil.example', 'www\\.evil.example'],
    ['@everyone', '\\@everyone'],
  ])('shows %j as it is', (text, markdown) =>
    expect(markdownText(text)).toBe(markdown),
  );
});

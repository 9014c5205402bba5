import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { upgradeMessages } from './translation';

/** Every key that a text can be asked for by; the forms of a plural are one. */
function keysOf(messages: object, prefix = ''): string[] {
  const keys = Object.entries(messages).flatMap(([name, message]) =>
    typeof message === 'string'
      ? [`${prefix}${name}`.replace(/_(one|other)$/, '')]
      : keysOf(message, `${prefix}${name}.`),
  );
  return [...new Set(keys)];
}

/** The code of the screens, without tests and the texts themselves. */
function sources(): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.tsx?$/.test(path))
    .filter(path => !/\.test\.|^messages\/|^testFixtures\//.test(path))
    .map(path => readFileSync(join(__dirname, path), 'utf8'));
}

/** Keys in quotes, and patterns of those that are put together: `parts.step.${status}`. */
function isAskedForIn(code: string): (key: string) => boolean {
  const quoted = new Set(
    [...code.matchAll(/'(\w+(?:\.[\w-]+)+)'/g)].map(([, key]) => key),
  );
  const patterns = [
    ...code.matchAll(/`(\w+\.(?:[\w.-]|\$\{[^{}]*\})*\$\{[^`]*)`/g),
  ].map(
    ([, pattern]) =>
      new RegExp(
        `^${pattern.replace(/\./g, '\\.').replace(/\$\{[^{}]*\}/g, '[\\w-]+')}$`,
      ),
  );
  return key => quoted.has(key) || patterns.some(each => each.test(key));
}

describe('the texts of the screens', () => {
  it('are all asked for by a screen: take away what nothing shows', () => {
    const isAskedFor = isAskedForIn(sources().join('\n'));
    expect(keysOf(upgradeMessages).filter(key => !isAskedFor(key))).toEqual([]);
  });

  it('would be missed otherwise', () => {
    const isAskedFor = isAskedForIn("t('a.b'); t(`c.${one}`); t(`d.${x.y}_n`)");
    expect(
      ['a.b', 'a.c', 'c.any', 'c.any.other', 'd.z_n', 'd.z'].filter(isAskedFor),
    ).toEqual(['a.b', 'c.any', 'd.z_n']);
  });
});

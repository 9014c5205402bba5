import { Rule } from '../rule';

const PATTERNS: Array<[RegExp, string]> = [
  [/(^|["'\s(=])\/(root|home\/\w+)\//m, 'a path of one machine'],
  [/https?:\/\/registry\.(npmjs|yarnpkg)\.[a-z]+/, 'a package registry'],
  [/__archiveUrl/, 'a package registry in the lock file'],
];

/** The project speaks of itself only. */
export const foreignTraces: Rule = {
  name: 'nothing names a machine or a registry',
  check: files =>
    files
      .filter(({ path }) => !path.startsWith('tools/tidy/'))
      .flatMap(({ path, text }) =>
        PATTERNS.filter(([pattern]) => pattern.test(text)).map(
          ([, what]) => `${path}: holds ${what}; take it out`,
        ),
      ),
};

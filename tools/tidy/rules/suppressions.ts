import { Rule } from '../rule';

const SUPPRESSION =
  /(?:\/\/|\/\*)\s*(eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck)).*/;

/**
 * What remains: control characters are what this expression refuses, and it stands in the API's document, where each
 * tool that reads it has to understand it.
 */
const ALLOWED: Record<string, string> = {
  'plugins/upgrade-common/src/api/requests.ts': 'no-control-regex',
};

export const suppressions: Rule = {
  name: 'no rule of lint and no error of the compiler is suppressed',
  check: files =>
    files
      .filter(({ path }) => /\.(tsx?|m?js)$/.test(path))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => {
          const found = SUPPRESSION.exec(line)?.[0];
          const isAllowed =
            ALLOWED[path] !== undefined && found?.includes(ALLOWED[path]);
          return found && !isAllowed
            ? [
                `${path}:${index + 1}: '${found}'; mend what it hides, or say for all such files in tools/lint/packageLint.js why the rule is not for them`,
              ]
            : [];
        }),
      ),
};

import { Rule } from '../rule';

/** A test that is focused or switched off without a reason hides others. */
export const testTitles: Rule = {
  name: 'no test is focused or switched off',
  check: files =>
    files
      .filter(({ path }) => /\.(test|contract)\.tsx?$/.test(path))
      .flatMap(({ path, text }) =>
        /\b(?:it|test|describe)\.(?:only|skip|todo)\(|\b(?:xit|xdescribe|fit|fdescribe)\(/.test(
          text,
        )
          ? [
              `${path}: focuses or skips a test; skip by what is missing, with the reason`,
            ]
          : [],
      ),
};

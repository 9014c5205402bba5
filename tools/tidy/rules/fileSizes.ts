import { Rule } from '../rule';

const MAX_LINES = 400;

/** A bigger file is two ideas; an exception needs a decision record, named here. */
const EXCEPTIONS: Record<string, string> = {};

export const fileSizes: Rule = {
  name: `no source file has more than ${MAX_LINES} lines`,
  check: files =>
    files
      .filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path))
      .filter(({ path }) => !/\.(test|contract)\.tsx?$|__/.test(path))
      .filter(({ path }) => !(path in EXCEPTIONS))
      .flatMap(({ path, text }) => {
        const lines = text.split('\n').length;
        return lines > MAX_LINES
          ? [`${path}: ${lines} lines; split it by reason to change`]
          : [];
      }),
};

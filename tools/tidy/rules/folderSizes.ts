import { dirname } from 'node:path/posix';
import { Rule } from '../rule';

const MAX_FILES = 20;

export const folderSizes: Rule = {
  name: `no folder holds more than ${MAX_FILES} source files`,
  check: files => {
    const counts = new Map<string, number>();
    for (const { path } of files) {
      if (
        /\.(ts|tsx)$/.test(path) &&
        !/\.(test|contract|examples)\.tsx?$/.test(path)
      ) {
        const folder = dirname(path);
        counts.set(folder, (counts.get(folder) ?? 0) + 1);
      }
    }
    return [...counts]
      .filter(([, count]) => count > MAX_FILES)
      .map(
        ([folder, count]) =>
          `${folder}: ${count} source files are two ideas; make folders of them`,
      );
  },
};

import { dirname, normalize } from 'node:path/posix';
import { Rule } from '../rule';

/** A document that links to a file names one that exists: the documents match the code. */
export const localLinks: Rule = {
  name: 'links in documents lead somewhere',
  check: files => {
    const paths = new Set<string>();
    for (const { path } of files) {
      for (let at = path; at !== '.'; at = dirname(at)) {
        paths.add(at);
      }
    }
    return files
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\]\(([^)\s]+)\)/g)]
          .map(match => match[1].replace(/#.*$/, ''))
          .filter(link => link && !/^[a-z]+:/.test(link))
          .filter(link => {
            const target = normalize(`${dirname(path)}/${link}`);
            return !paths.has(target.replace(/\/$/, ''));
          })
          .map(link => `${path}: links to ${link}, which does not exist`),
      );
  },
};

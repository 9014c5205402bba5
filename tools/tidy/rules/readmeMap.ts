import { Rule } from '../rule';

/** The table of the README and the tree are the same thing. */
export const readmeMap: Rule = {
  name: 'the README names every package, and only those there are',
  check: files => {
    const readme = files.find(({ path }) => path === 'README.md')?.text ?? '';
    const named = new Set(
      [...readme.matchAll(/\]\(((?:plugins|packages)\/[\w/-]+)\)/g)].map(
        match => match[1],
      ),
    );
    const folders = new Set(
      files
        .filter(({ path }) =>
          /^(plugins|packages)\/.*package\.json$/.test(path),
        )
        .map(({ path }) => path.replace(/\/package\.json$/, '')),
    );
    return [
      ...[...folders]
        .filter(folder => !named.has(folder))
        .map(folder => `README.md: its table lacks ${folder}`),
      ...[...named]
        .filter(folder => !folders.has(folder))
        .map(folder => `README.md: names ${folder}, which is no package`),
    ];
  },
};

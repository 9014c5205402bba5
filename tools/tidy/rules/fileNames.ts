import { Rule } from '../rule';

/** Names that say nothing about what is inside (docs/glossary.md). */
const DRAWERS = [
  'util',
  'utils',
  'helper',
  'helpers',
  'manager',
  'misc',
  'lib',
  'common',
];

export const fileNames: Rule = {
  name: 'files and folders are named after what they hold',
  check: files =>
    files.flatMap(({ path }) => {
      const drawer = path
        .split('/')
        .map(part => part.replace(/\..*$/, '').toLowerCase())
        .find(part => DRAWERS.includes(part));
      return drawer
        ? [`${path}: '${drawer}' is a drawer; name what is in it`]
        : [];
    }),
};

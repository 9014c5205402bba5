import { Rule } from '../rule';

/** What the glossary says in code font is what the code says. */
export const glossaryNames: Rule = {
  name: 'names in the glossary are declared in the code',
  check: files => {
    const glossary =
      files.find(({ path }) => path === 'docs/glossary.md')?.text ?? '';
    const sources = files.filter(({ path }) =>
      /^plugins\/[^/]+\/src\/.*(?<!\.test)\.tsx?$/.test(path),
    );
    return [...glossary.matchAll(/`(\w+)`/g)]
      .map(match => match[1])
      .filter(name => {
        const declaration = new RegExp(
          `\\b(function|class|interface|type|const|enum) ${name}\\b|^ {2}${name}\\??[:(]`,
          'm',
        );
        return !sources.some(({ text }) => declaration.test(text));
      })
      .map(
        name =>
          `docs/glossary.md: names \`${name}\`, which no source declares; use the name of today in both`,
      );
  },
};

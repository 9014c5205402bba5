import { Rule } from '../rule';

const PUBLIC_FIELDS = ['description', 'license', 'publishConfig', 'files'];

export const packageShape: Rule = {
  name: 'every package has a README and what publishing needs',
  check: files => {
    const paths = new Set(files.map(file => file.path));
    return files
      .filter(({ path }) =>
        /^(plugins|packages)\/[^/]+\/package\.json$/.test(path),
      )
      .flatMap(({ path, text }) => {
        const folder = path.replace(/\/package\.json$/, '');
        const manifest = JSON.parse(text);
        const problems = PUBLIC_FIELDS.filter(
          field => !manifest.private && !(field in manifest),
        ).map(field => `${path}: lacks '${field}', which publishing needs`);
        if (!manifest.backstage?.role) {
          problems.push(`${path}: lacks backstage.role`);
        }
        if (!paths.has(`${folder}/README.md`)) {
          problems.push(`${folder}: lacks a README.md`);
        }
        return problems;
      });
  },
};

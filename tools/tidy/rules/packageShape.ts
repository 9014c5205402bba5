import { Rule, SourceFile } from '../rule';

const PUBLIC_FIELDS = [
  'bugs',
  'description',
  'files',
  'homepage',
  'keywords',
  'license',
  'publishConfig',
];
/** What whoever takes the source, or wants to give some back, looks for in the root. */
const ROOT_FILES = [
  '.editorconfig',
  'CODEOWNERS',
  'CONTRIBUTING.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'SECURITY.md',
];

export const packageShape: Rule = {
  name: 'every package has a README and what publishing needs',
  check: files => {
    const texts = new Map(files.map(file => [file.path, file.text]));
    const lacking = ROOT_FILES.filter(path => !texts.has(path)).map(
      path => `${path}: is missing in the root of the repository`,
    );
    const misshapen = files
      .filter(({ path }) =>
        /^(plugins|packages|packages\/testing)\/[^/]+\/package\.json$/.test(
          path,
        ),
      )
      .flatMap(({ path, text }) => {
        const folder = path.replace(/\/package\.json$/, '');
        const manifest = JSON.parse(text);
        const problems = manifest.private
          ? []
          : publishingProblems(path, manifest, texts);
        if (!manifest.backstage?.role) {
          problems.push(`${path}: lacks backstage.role`);
        }
        if (!texts.has(`${folder}/README.md`)) {
          problems.push(`${folder}: lacks a README.md`);
        }
        return problems;
      });
    return [...lacking, ...misshapen];
  },
};

function publishingProblems(
  path: string,
  manifest: Record<string, unknown>,
  texts: Map<SourceFile['path'], SourceFile['text']>,
): string[] {
  const folder = path.replace(/\/package\.json$/, '');
  const problems = PUBLIC_FIELDS.filter(field => !(field in manifest)).map(
    field => `${path}: lacks '${field}', which publishing needs`,
  );
  // Links in a README lead somewhere on a registry only by this address.
  const { repository } = JSON.parse(texts.get('package.json') ?? '{}');
  const expected = JSON.stringify({ ...repository, directory: folder });
  if (JSON.stringify(manifest.repository) !== expected) {
    problems.push(`${path}: 'repository' is not ${expected}`);
  }
  if (texts.get(`${folder}/LICENSE`) !== texts.get('LICENSE')) {
    problems.push(`${folder}: LICENSE is not the one in the root; copy it`);
  }
  return problems;
}

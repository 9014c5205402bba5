import { Rule, SourceFile } from '../rule';

/** From the innermost: what is published, what tests it, what shows it, what builds it. */
const WINGS = [/^plugins\//, /^packages\/testing\//, /^packages\//, /^tools\//];
/** Not what a package is made of: it may use what stands around it. */
const TEST_CODE =
  /\.test\.tsx?$|\.contract\.ts$|\/__\w+__\/|\/testUtils\/|\/testFixtures\//;

/** docs/decisions/0009: imports go from an outer wing inwards only. */
export const wingOrder: Rule = {
  name: 'no wing imports one that stands around it',
  check: files => {
    const wings = wingsByPackage(files);
    return files
      .filter(({ path }) => /\.tsx?$/.test(path) && !TEST_CODE.test(path))
      .flatMap(({ path, text }) =>
        importedModules(text)
          .filter(name => (wings.get(packageOf(name)) ?? -1) > wingOf(path))
          .map(
            name =>
              `${path}: imports ${name} from a wing around its own; pass the value in, or move the file there`,
          ),
      );
  },
};

function wingOf(path: string): number {
  return WINGS.findIndex(wing => wing.test(path));
}

function wingsByPackage(files: readonly SourceFile[]): Map<string, number> {
  return new Map(
    files
      .filter(({ path }) => /^(plugins|packages)\/.*package\.json$/.test(path))
      .map(({ path, text }) => [JSON.parse(text).name, wingOf(path)]),
  );
}

function importedModules(text: string): string[] {
  return [
    ...text.matchAll(/\b(?:from|import\(|require\()\s*'([^'.][^']*)'/g),
  ].map(match => match[1]);
}

function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

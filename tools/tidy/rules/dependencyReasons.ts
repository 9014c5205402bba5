import { Rule } from '../rule';

/** Backstage's own packages need no reason in a Backstage plugin, nor does what is in this repository. */
const WITHOUT_REASON = /^@(backstage|cluster-upgrade)\//;
/** Types belong to the package that they describe. */
const TYPES = /^@types\//;
/** Packages whose dependencies are explained elsewhere than in their own folder. */
const EXPLAINED_IN: Record<string, string> = {
  'package.json': 'tools/README.md',
};

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export const dependencyReasons: Rule = {
  name: 'a README says what each dependency of its package is for',
  check: files => {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    return files
      .filter(({ path }) => /(^|\/)package\.json$/.test(path))
      .flatMap(({ path, text }) => {
        const readme =
          EXPLAINED_IN[path] ?? path.replace(/package\.json$/, 'README.md');
        const explained = texts.get(readme) ?? '';
        return dependenciesOf(JSON.parse(text))
          .filter(name => !explained.includes(`\`${name}\``))
          .map(
            name =>
              `${readme}: doesn't say what \`${name}\` is for, which ${path} asks for; say it, or remove the dependency`,
          );
      });
  },
};

function dependenciesOf(manifest: Manifest): string[] {
  const names = Object.keys({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.peerDependencies,
  });
  return names.filter(name => !WITHOUT_REASON.test(name) && !TYPES.test(name));
}

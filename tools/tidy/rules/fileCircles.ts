import { dirname, normalize } from 'node:path/posix';
import { Rule, SourceFile } from '../rule';

/** What a file takes from others of its package, types included. */
const LOCAL_IMPORT = /^(?:import|export)\s[^;]*?\sfrom\s+'(\.[^']*)'/gms;

/**
 * No file leads back to itself by what it imports, not even by a type: what two files need of each other is one
 * idea, or a third one that both import.
 */
export const fileCircles: Rule = {
  name: 'no files import each other in a circle',
  check: files => {
    const sources = files.filter(({ path }) => /\.tsx?$/.test(path));
    const paths = new Set(sources.map(({ path }) => path));
    const imported = new Map(
      sources.map(file => [file.path, importsOf(file, paths)]),
    );
    return circlesOf(imported).map(
      circle =>
        `${[...circle, circle[0]].join(' -> ')}: move what they share into a file that imports none of them`,
    );
  },
};

function importsOf({ path, text }: SourceFile, paths: Set<string>): string[] {
  return [...text.matchAll(LOCAL_IMPORT)].flatMap(([, target]) => {
    const file = normalize(`${dirname(path)}/${target}`);
    const candidates = [`${file}.ts`, `${file}.tsx`, `${file}/index.ts`];
    return candidates.find(candidate => paths.has(candidate)) ?? [];
  });
}

/** One circle for each way back that a walk through all imports meets. */
function circlesOf(imported: ReadonlyMap<string, string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (path: string) => {
    const at = way.indexOf(path);
    if (at !== -1) {
      circles.push(way.slice(at));
      return;
    }
    if (!done.has(path)) {
      way.push(path);
      imported.get(path)?.forEach(walk);
      way.pop();
      done.add(path);
    }
  };
  [...imported.keys()].forEach(walk);
  return circles;
}

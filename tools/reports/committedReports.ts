import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** That of the entry which is for this repository alone; git ignores it. */
const PROMISES_NOTHING = 'plugins/upgrade-backend/report-engine.api.md';

/** The reports that lie beside the packages, by path. */
export function readReports(): Map<string, string> {
  const paths = globSync('plugins/*/report*.md')
    .filter(path => path !== PROMISES_NOTHING)
    .sort();
  return new Map(paths.map(path => [path, readFileSync(path, 'utf8')]));
}

/** Puts back what was there, so that a check changes nothing. */
export function restoreReports(before: Map<string, string>): void {
  for (const path of readReports().keys()) {
    if (!before.has(path)) {
      rmSync(path);
    }
  }
  for (const [path, text] of before) {
    writeFileSync(path, text);
  }
}

/** Paths of reports that came, went or read otherwise. */
export function changedReports(
  before: Map<string, string>,
  after: Map<string, string>,
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(path => before.get(path) !== after.get(path)).sort();
}

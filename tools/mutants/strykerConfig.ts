import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MutantGroup } from './mutantGroups';

/** Stryker starts with each of these once the dry run is over; more would only wait for each other. */
const TEST_RUNNERS = 1;

/**
 * Stryker's configuration for one group, with paths from the repository's root.
 *
 * @param mutate - the files to mutate, from the repository's root
 * @param folder - where it works and reports, from the repository's root
 */
export function strykerConfig(
  group: MutantGroup,
  mutate: readonly string[],
  folder: string,
): Record<string, unknown> {
  return {
    mutate,
    testRunner: 'once-loaded',
    onceLoaded: { testFiles: testFiles(group) },
    warnings: { unknownOptions: false, slow: false },
    coverageAnalysis: 'perTest',
    plugins: [
      'onceLoadedRunner.mjs',
      'ignoreSentences.mjs',
      'reportSurvivors.mjs',
    ].map(file => join(__dirname, file)),
    // Tests and what they import are TypeScript.
    testRunnerNodeArgs: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    ignorers: ['sentences'],
    // SWC drops the types; rewriting every file of the copy would only take time.
    disableTypeChecks: false,
    concurrency: TEST_RUNNERS,
    // A busy machine must not pass for a mutant that never ends.
    timeoutMS: 20_000,
    reporters: ['survivors', 'json', 'html', 'progress-append-only'],
    jsonReporter: { fileName: join(folder, 'report.json') },
    htmlReporter: { fileName: join(folder, 'report.html') },
    tempDirName: join(folder, 'sandbox'),
    // What the tests import of other packages is taken from where it is.
    ignorePatterns: onlyCopied(group.packageFolder),
    allowConsoleColors: false,
    checkers: [],
    thresholds: { break: null },
  };
}

/** Leaves all out but one folder, in the way of a `.gitignore`. */
function onlyCopied(folder: string): string[] {
  const parts = folder.split('/');
  return parts.flatMap((_, depth) => [
    `/${[...parts.slice(0, depth), '*'].join('/')}`,
    `!/${parts.slice(0, depth + 1).join('/')}`,
  ]);
}

function testFiles({
  packageFolder,
  folder,
  otherTests = [],
}: MutantGroup): string[] {
  return globSync(
    [join(folder, '*.test.ts'), ...otherTests].map(path =>
      join(packageFolder, path),
    ),
  ).sort();
}

/** The files of a group that are mutated, from the repository's root. */
export function mutatedFiles({
  packageFolder,
  folder,
  leaveOut = [],
}: MutantGroup): string[] {
  return globSync(join(packageFolder, folder, '*.ts'))
    .filter(
      file => !/\.test\.ts$/.test(file) && !leaveOut.includes(basename(file)),
    )
    .sort();
}

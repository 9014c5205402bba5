import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { runProcess } from '@cluster-upgrade/portal';
import { MUTANT_GROUPS, MutantGroup } from './mutantGroups';
import { MutationReport, MutationScore, mutationScore } from './mutationScore';
import { mutatedFiles, strykerConfig } from './strykerConfig';

const LEAST_PERCENT = 90;
const REPORTS = '.dev/mutants';

/** Files to mutate, and the group whose tests have to notice. */
interface Selection {
  group: MutantGroup;
  mutate: string[];
}

interface GroupResult {
  name: string;
  score: MutationScore;
  seconds: number;
}

/**
 * Changes the pure core in one place at a time, runs the tests that hold it, and says what none of them
 * noticed.
 *
 * @param args - names of groups, folders or files; none for all
 * @returns 1 when less than 90 % of a group were noticed, 2 when an argument is nothing of the core
 */
export async function runMutants(args: readonly string[]): Promise<number> {
  const selections: Selection[] = [];
  for (const arg of args.length > 0 ? args : ['.']) {
    const selected = select(arg);
    if (selected.length === 0) {
      process.stderr.write(
        `dev test --mutants: '${arg}' is no part of the pure core. Name ${MUTANT_GROUPS.map(({ name }) => name).join(', ')}, or a folder or file of theirs.\n`,
      );
      return 2;
    }
    selections.push(...selected);
  }
  const results: GroupResult[] = [];
  for (const selection of selections) {
    results.push(await runGroup(selection));
  }
  process.stdout.write(`\n${table(results)}\n`);
  const isEnough = results.every(({ score }) => score.percent >= LEAST_PERCENT);
  return isEnough ? 0 : 1;
}

function select(arg: string): Selection[] {
  const path = relative(
    process.cwd(),
    resolve(process.env.DEV_CALLED_FROM ?? '', arg),
  );
  return MUTANT_GROUPS.map(group => ({
    group,
    mutate: mutatedFiles(group).filter(
      file =>
        arg === group.name || path === '' || `${file}/`.startsWith(`${path}/`),
    ),
  })).filter(({ mutate }) => mutate.length > 0);
}

async function runGroup({ group, mutate }: Selection): Promise<GroupResult> {
  const folder = join(REPORTS, group.name);
  const startedAtMs = Date.now();
  process.stderr.write(`\n=== Mutants of ${group.name}\n`);
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const configFile = join(folder, 'stryker.config.json');
  const config = strykerConfig(group, mutate, folder);
  writeFileSync(configFile, JSON.stringify(config, undefined, 2));
  const { code } = await runProcess('yarn', ['stryker', 'run', configFile], {
    isShown: true,
  });
  if (code !== 0) {
    throw new Error(`Stryker ended with ${code} on ${group.name}`);
  }
  const found: MutationReport = JSON.parse(readFileSync(report, 'utf8'));
  return {
    name: group.name,
    score: mutationScore(found),
    seconds: Math.round((Date.now() - startedAtMs) / 1000),
  };
}

function table(results: readonly GroupResult[]): string {
  const rows = [
    [
      ...['Group', 'mutants', 'killed', 'timeout', 'survived', 'no coverage'],
      ...['score', 'left out', 'seconds'],
    ],
    ...results.map(({ name, score, seconds }) => [
      name,
      ...[score.total, score.killed, score.timedOut].map(String),
      ...[score.survived, score.notCovered].map(String),
      `${score.percent.toFixed(1)} %`,
      ...[score.ignored, seconds].map(String),
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === 0
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  '),
    )
    .join('\n');
}

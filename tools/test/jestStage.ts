import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '@cluster-upgrade/portal';
import { Stage, StageResult } from './stage';

const TEST_TIMEOUT_MS = 180_000;

/** The part of Jest's JSON report that is read here. */
interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: Array<{
    name: string;
    status: string;
    message: string;
    assertionResults: Array<{ fullName: string; status: string }>;
  }>;
}

/**
 * The tests of all packages.
 *
 * @param reasons - why tests may be skipped here, by what they need
 */
export function jestStage(options: {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  reasons: string[];
}): Stage {
  return {
    name: options.name,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'upgrade-jest-'));
      const reportFile = join(folder, 'report.json');
      try {
        const run = await runProcess(
          'yarn',
          [
            ...['backstage-cli', 'repo', 'test', '--watchAll=false'],
            // A busy machine must not fail what only takes longer there.
            ...[`--testTimeout=${TEST_TIMEOUT_MS}`],
            ...['--testSequencer', join(__dirname, 'slowFirst.js')],
            ...['--json', `--outputFile=${reportFile}`, ...options.args],
          ],
          { env: options.env, isShown: true },
        );
        return summarise(readReport(reportFile, run.code), options.reasons);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function readReport(file: string, code: number): JestReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`Jest ended with ${code} and wrote no report`);
  }
}

function summarise(report: JestReport, reasons: string[]): StageResult {
  const failures: string[] = [];
  const skipped: string[] = [];
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(it => it.status === 'failed');
    failures.push(...failed.map(it => `${short(file.name)}: ${it.fullName}`));
    if (file.status === 'failed' && failed.length === 0) {
      failures.push(`${short(file.name)}: could not run`);
    }
    const pending = file.assertionResults.filter(it => it.status === 'pending');
    if (pending.length) {
      const reason = reasons.length
        ? reasons.join('; ')
        : 'the test file printed why';
      skipped.push(
        `  ${short(file.name)}: ${pending.length} tests (${reason})`,
      );
    }
  }
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped,
    failures: failures.map(line => `  ${line}`),
  };
}

function short(path: string): string {
  return path.replace(`${process.cwd()}/`, '');
}

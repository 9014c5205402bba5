import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '@cluster-upgrade/portal';
import { KnownThings } from './prepareThings';

/** A share of the cases: who sends them, to what. */
export interface FuzzPart {
  /** Of its files. */
  name: string;
  phases: Array<'coverage' | 'fuzzing'>;
  /** Random requests per operation, valid and not valid. */
  maxExamples: number;
  /** Names of operations. Absent: all but those left out. */
  only?: string[];
  except?: string[];
}

export interface FuzzTarget {
  apiUrl: string;
  /** Bearer token of who sends the requests. */
  token: string;
  known: KnownThings;
  seed: number;
}

export interface FuzzResult {
  cases: number;
  /** Valid requests that were answered with success. */
  accepted: number;
}

/** The part of schemathesis' JSON report that is read here. */
interface Report {
  test_cases: { generated: number };
  failures: Array<{ title: string; count: number; operations: string[] }>;
  errors: Array<{ title: string; count: number }>;
  valid_rates: Record<string, Record<string, { accepted: number }>>;
}

/**
 * Sends requests that are made from the API's own OpenAPI document, and checks every answer against it.
 *
 * @param python - has schemathesis as a module
 * @param folder - for the document, the report and the whole output
 * @throws Error with each kind of failure, and where it can be read how to repeat it
 */
export async function runSchemathesis(
  python: string,
  part: FuzzPart,
  target: FuzzTarget,
  folder: string,
): Promise<FuzzResult> {
  const file = (name: string) => join(folder, `${part.name}-${name}`);
  writeFileSync(file('things.json'), JSON.stringify(target.known));
  writeFileSync(file('openapi.json'), await readDocument(target));
  const run = await runProcess(
    python,
    [
      ...['-m', 'schemathesis.cli'],
      ...['--config-file', join(__dirname, 'schemathesis.toml'), 'run'],
      ...[file('openapi.json'), '--url', target.apiUrl, '--no-color'],
      ...['--header', `Authorization: Bearer ${target.token}`],
      ...['--seed', String(target.seed)],
      ...['--phases', part.phases.join(',')],
      ...['--max-examples', String(part.maxExamples)],
      ...(part.only ?? []).flatMap(id => ['--include-operation-id', id]),
      ...(part.except ?? []).flatMap(id => ['--exclude-operation-id', id]),
      ...['--report', 'json', '--report-json-path', file('report.json')],
    ],
    {
      // Its configuration names the hooks relative to where it runs.
      cwd: __dirname,
      env: {
        KNOWN_THINGS: file('things.json'),
        PYTHONDONTWRITEBYTECODE: '1',
        HYPOTHESIS_STORAGE_DIRECTORY: file('hypothesis'),
      },
    },
  );
  writeFileSync(file('output.log'), run.output);
  const report = readReport(file('report.json'), run.output);
  const problems = problemsOf(report);
  if (run.code !== 0 || problems.length > 0) {
    throw new Error(
      [
        ...(problems.length ? problems : [run.output.trim().slice(-300)]),
        `Each with a request that repeats it: ${file('output.log')}`,
      ].join('\n'),
    );
  }
  return {
    cases: report.test_cases.generated,
    accepted: acceptedIn(report),
  };
}

/** @throws Error when the API does not describe itself */
async function readDocument({ apiUrl, token }: FuzzTarget): Promise<string> {
  const answer = await fetch(`${apiUrl}/openapi.json`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) {
    throw new Error(`${apiUrl}/openapi.json answered ${answer.status}`);
  }
  return answer.text();
}

function readReport(file: string, output: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(
      `schemathesis wrote no report:\n${output.trim().slice(-1000)}`,
    );
  }
}

function problemsOf({ failures, errors }: Report): string[] {
  return [
    ...failures.map(
      ({ title, count, operations }) =>
        `${title}, ${count} times: ${operations.join(', ')}`,
    ),
    ...errors.map(({ title, count }) => `${title}, ${count} times`),
  ];
}

function acceptedIn({ valid_rates: rates }: Report): number {
  return Object.values(rates)
    .flatMap(byPhase => Object.values(byPhase))
    .reduce((sum, { accepted }) => sum + accepted, 0);
}

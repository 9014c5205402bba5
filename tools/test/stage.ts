/** What one stage of the test command found. */
export interface StageResult {
  passed: number;
  failed: number;
  /** One line each: what was skipped, and why. */
  skipped: string[];
  /** One line each: what failed. */
  failures: string[];
}

export interface Stage {
  name: string;
  run(): Promise<StageResult>;
}

/** The result of a stage that is one single check. */
export function oneCheck(name: string, isPassed: boolean): StageResult {
  return isPassed
    ? { passed: 1, failed: 0, skipped: [], failures: [] }
    : { passed: 0, failed: 1, skipped: [], failures: [name] };
}

/**
 * Runs stages one after the other and prints one summary. A failed stage does not stop the others: one
 * run tells everything that is wrong.
 */
export async function runStages(stages: Stage[]): Promise<StageResult> {
  const total: StageResult = {
    passed: 0,
    failed: 0,
    skipped: [],
    failures: [],
  };
  const lines: string[] = [];
  for (const stage of stages) {
    process.stderr.write(`\n=== ${stage.name}\n`);
    const startedAtMs = Date.now();
    const result = await stage.run().catch((error): StageResult => ({
      passed: 0,
      failed: 1,
      skipped: [],
      failures: [`${stage.name}: ${error?.message ?? error}`],
    }));
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    lines.push(
      `  ${result.failed ? '✗' : '✓'} ${stage.name}: ${result.passed} passed, ${
        result.failed
      } failed, ${result.skipped.length} skipped (${seconds} s)`,
    );
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped.push(...result.skipped);
    total.failures.push(...result.failures);
  }
  print('\nSummary', lines);
  print('\nSkipped', total.skipped);
  print('\nFailed', total.failures);
  return total;
}

function print(title: string, lines: string[]): void {
  if (lines.length) {
    process.stdout.write(`${title}\n${lines.join('\n')}\n`);
  }
}

import { StageResult } from './stage';

/** A check on which the following ones depend has failed. */
export class UnmetCondition extends Error {}

/** Counts checks, so that a stage that is no Jest test has its place in the summary. */
export class CheckList {
  readonly #failures: string[] = [];
  readonly #skipped: string[] = [];
  #passed = 0;

  /** Runs one check; a failure is noted, and the next one goes on. */
  async check(name: string, run: () => Promise<void> | void): Promise<void> {
    await this.need(name, async () => run()).catch(error => {
      if (!(error instanceof UnmetCondition)) {
        throw error;
      }
    });
  }

  /**
   * Runs one check whose result others need.
   *
   * @throws UnmetCondition when it fails
   */
  async need<T>(name: string, run: () => Promise<T>): Promise<T> {
    const startedAtMs = Date.now();
    const tell = (mark: string) => {
      const seconds = Math.round((Date.now() - startedAtMs) / 1000);
      process.stderr.write(`${mark} ${name} (${seconds} s)\n`);
    };
    try {
      const result = await run();
      this.#passed++;
      tell('✓');
      return result;
    } catch (error) {
      tell('✗');
      const reason = error instanceof Error ? error.message : String(error);
      this.#failures.push(`  ${name}\n    ${reason.replace(/\n/g, '\n    ')}`);
      throw new UnmetCondition(name);
    }
  }

  skip(name: string, reason: string): void {
    this.#skipped.push(`  ${name} (${reason})`);
  }

  result(): StageResult {
    return {
      passed: this.#passed,
      failed: this.#failures.length,
      skipped: this.#skipped,
      failures: this.#failures,
    };
  }
}

/**
 * What must be ended however a command ends: by itself, by an error, or by Ctrl-C.
 */
export class CleanUps {
  readonly #undo: Array<() => Promise<void> | void> = [];
  #ending: Promise<void> | undefined;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.stderr.write('\nStopping ...\n');
        this.run().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
      });
    }
  }

  /** Whether the end has begun: what ends now was asked to. */
  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  add(undo: () => Promise<void> | void): void {
    this.#undo.unshift(undo);
  }

  /** Ends everything, the last begun first; each at most once. */
  run(): Promise<void> {
    this.#ending ??= this.#runAll();
    return this.#ending;
  }

  async #runAll(): Promise<void> {
    for (const undo of this.#undo) {
      try {
        await undo();
      } catch (error) {
        // One that fails must not keep the others from ending.
        process.stderr.write(`While stopping: ${(error as Error).message}\n`);
      }
    }
  }
}

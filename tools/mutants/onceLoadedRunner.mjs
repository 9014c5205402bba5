// A plugin of Stryker's that runs tests with the parts that Jest is made of. Jest itself loads all modules anew for each
// mutant, which takes seconds; here they are loaded once, and a mutant takes as long as its tests: milliseconds. Where
// it is about what runs while modules load, as a table at the top of a file, those of the sandbox are loaded again.
// What that asks of tests: no mocks of modules, no state kept between tests. Tests of pure functions need neither.
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const [SUCCESS, FAILED] = [0, 1];
/** A test that waits for something fails by it. A mutant that never ends is noticed by counting, or by Stryker. */
const TEST_TIMEOUT_MS = 30_000;
const QUICK_MS = 20;

class OnceLoadedRunner {
  static inject = ['options'];
  #testFiles;
  #context;
  #circus;
  #tests = new Map();
  #slow = new Set();

  constructor({ onceLoaded: { testFiles } }) {
    this.#testFiles = testFiles;
    // What the mutated code looks at to know which of its mutants is meant.
    globalThis.__stryker__ ??= {};
    this.#context = globalThis.__stryker__;
    keepToTexts();
    this.#prepare();
  }

  #prepare() {
    this.#circus = require('jest-circus');
    const { default: globals, addEventHandler } = this.#circus;
    const { beforeAll, beforeEach, afterAll, afterEach } = this.#circus;
    const { expect } = require('expect');
    const hooks = { beforeAll, beforeEach, afterAll, afterEach };
    Object.assign(globalThis, globals, hooks, { expect });
    addEventHandler(event => this.#onEvent(event));
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    this.#load();
    const results = await this.#run([...this.#tests.keys()]);
    return {
      status: 'complete',
      tests: results.map(({ id, durationMs, failureMessage }) => ({
        id,
        name: id,
        timeSpentMs: durationMs,
        ...(failureMessage === undefined
          ? { status: SUCCESS }
          : { status: FAILED, failureMessage }),
      })),
      mutantCoverage: this.#context.mutantCoverage,
    };
  }

  async mutantRun({
    activeMutant,
    mutantActivation,
    reloadEnvironment,
    hitLimit,
    testFilter,
  }) {
    if (reloadEnvironment) {
      this.#unload();
    }
    // A mutant of what runs while modules load has to be active then, and others must not be.
    this.#context.activeMutant = undefined;
    if (mutantActivation !== 'static') {
      this.#load();
    }
    Object.assign(this.#context, {
      activeMutant: activeMutant.id,
      hitCount: hitLimit === undefined ? undefined : 0,
      hitLimit,
    });
    try {
      this.#load();
    } catch (error) {
      return { status: 'error', errorMessage: String(error?.stack ?? error) };
    }
    const results = await this.#runUntilNoticed(
      testFilter ?? [...this.#tests.keys()],
    );
    return this.#context.hitCount > hitLimit
      ? { status: 'timeout', reason: 'the code ran in circles' }
      : verdict(results);
  }

  /** Quick tests first: they notice most mutants, and those that try many examples needn't run then. */
  async #runUntilNoticed(ids) {
    const slow = ids.filter(id => this.#slow.has(id));
    const quick = await this.#run(ids.filter(id => !slow.includes(id)));
    return isNoticed(quick) ? quick : [...quick, ...(await this.#run(slow))];
  }

  async #run(ids) {
    const wanted = new Set(ids);
    for (const [id, test] of this.#tests) {
      const mode = wanted.has(id) ? undefined : 'skip';
      Object.assign(test, { errors: [], status: null, mode });
    }
    await this.#circus.run();
    return ids
      .map(id => [id, this.#tests.get(id)])
      .filter(([, test]) => test?.status === 'done')
      .map(([id, { errors, duration: durationMs }]) => {
        if (durationMs > QUICK_MS) {
          this.#slow.add(id);
        }
        const [error] = errors;
        return { id, durationMs, ...(error && toFailure(error)) };
      });
  }

  /** Forgets tests and what they import of the sandbox; packages stay. */
  #unload() {
    Object.keys(require.cache)
      .filter(file => !relative('', file).startsWith('..'))
      .filter(file => !file.includes('/node_modules/'))
      .forEach(file => delete require.cache[file]);
    this.#circus.resetState();
    this.#tests.clear();
  }

  #load() {
    if (this.#tests.size > 0) {
      return;
    }
    const { getState } = this.#circus;
    getState().testTimeout = TEST_TIMEOUT_MS;
    const requireTest = createRequire(resolve(this.#testFiles[0]));
    // The same examples for each mutant, and no search for the smallest once one has failed.
    requireTest('fast-check').configureGlobal({ seed: 1, endOnFailure: true });
    for (const file of this.#testFiles) {
      const earlier = new Set(testsOf(getState().rootDescribeBlock));
      requireTest(resolve(file));
      testsOf(getState().rootDescribeBlock)
        .filter(test => !earlier.has(test))
        .forEach(test => {
          test.id = this.#newId(`${relative('', file)}: ${nameOf(test)}`);
          this.#tests.set(test.id, test);
        });
    }
  }

  /** Tests of a table may share their name. */
  #newId(name) {
    let id = name;
    for (let nth = 2; this.#tests.has(id); nth += 1) {
      id = `${name} (${nth})`;
    }
    return id;
  }

  #onEvent({ name, test }) {
    if (name === 'test_start') {
      this.#context.currentTestId = test.id;
    } else if (name === 'test_done') {
      this.#context.currentTestId = undefined;
      const isMutated = this.#context.activeMutant !== undefined;
      if (isMutated && test.errors.length > 0) {
        // One test that notices is enough.
        this.#tests.forEach(other => {
          other.mode = 'skip';
        });
      }
    }
  }
}

/** Backstage's transform tells a parent process what it loads; Stryker, which sends texts, doesn't understand it. */
function keepToTexts() {
  const send = process.send.bind(process);
  process.send = (message, ...others) =>
    typeof message !== 'string' || send(message, ...others);
}

function isNoticed(results) {
  return results.some(({ failureMessage }) => failureMessage !== undefined);
}

function verdict(results) {
  const failed = results.find(({ failureMessage }) => failureMessage);
  const nrOfTests = results.length;
  return failed
    ? {
        status: 'killed',
        killedBy: [failed.id],
        failureMessage: failed.failureMessage,
        nrOfTests,
      }
    : { status: 'survived', nrOfTests };
}

function testsOf(block) {
  return block.children.flatMap(child =>
    child.type === 'test' ? [child] : testsOf(child),
  );
}

function nameOf({ name, parent }) {
  return parent?.parent ? `${nameOf(parent)} ${name}` : name;
}

function toFailure(error) {
  const [first] = Array.isArray(error) ? error : [error];
  return { failureMessage: String(first?.message || first) };
}

export const strykerPlugins = [
  {
    kind: 'TestRunner',
    name: 'once-loaded',
    injectableClass: OnceLoadedRunner,
  },
];

import {
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Random, SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeRequests } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { UpgradeWorker } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { BENCH_OPTIONS, EngineBench } from './EngineBench';
import {
  faultyClient,
  FaultSource,
  faultyStore,
  recordingStore,
} from './FaultyPorts';
import { drawRates } from './faults';
import { HistoryEntry } from './History';
import { historyViolations } from './rules/historyViolations';
import { violations } from './rules/invariants';
import { openSampleScenario } from './sample/sampleScenario';
import { SimulatedProcess } from './SimulatedProcess';
import { OpenScenario, Scenario } from './Scenario';
import { Asking, settle } from './people';
import { Trouble } from './Trouble';

/** How long faults occur, in virtual time. */
const FAULTS_MS = 600_000;
/** How long the engine may take to end the upgrade once they are over. */
const QUIET_MS = 4 * 3_600_000;
const TICK_MS = 1_000;
/** As `TICK_MS`, when nothing goes wrong any more. */
const QUIET_TICK_MS = 5_000;

/** What one seed came to. */
export interface SwarmResult {
  seed: number;
  outcome: string | undefined;
  virtualMs: number;
  events: number;
  claims: number;
  crashes: number;
  freezes: number;
  writes: number;
  violations: string[];
  /** The log, for people. */
  log: string[];
}

/**
 * Runs one upgrade with everything that can go wrong, as the seed has it, then without, and checks what
 * happened. The same seed gives the same run.
 */
export async function runSeed(
  seed: number,
  scenario: OpenScenario = openSampleScenario,
): Promise<SwarmResult> {
  const swarm = await Swarm.open(seed, scenario);
  try {
    return await swarm.run();
  } finally {
    await swarm.close();
  }
}

class Swarm {
  readonly #source: FaultSource;
  readonly #processes: SimulatedProcess[] = [];
  readonly #asking: Asking;
  readonly #trouble: Trouble;
  #started = 0;

  private constructor(
    private readonly seed: number,
    private readonly bench: EngineBench,
    private readonly random: Random,
    private readonly scenario: Scenario,
    history: HistoryEntry[],
  ) {
    this.#source = {
      rates: drawRates(random),
      random,
      time: bench.clock,
      history,
      leaseMs: BENCH_OPTIONS.leaseMs,
      isOut: false,
      claims: 0,
      admin: bench.client(),
      life: scenario.life,
    };
    this.#asking = {
      random,
      plan: scenario.plan,
      clock: bench.clock,
      requests: new UpgradeRequests({
        store: recordingStore(bench.store, this.#source),
        clock: bench.clock,
        random,
        wake: () => {},
      }),
      awayUntilMs: 0,
    };
    this.#trouble = new Trouble(this.#source, {
      clock: bench.clock,
      life: scenario.life,
      asking: this.#asking,
      processes: () => this.#processes,
      startProcess: () => this.#startProcess(),
    });
  }

  static async open(seed: number, openScenario: OpenScenario): Promise<Swarm> {
    const random = new SeededRandom(seed);
    const history: HistoryEntry[] = [];
    const scenario = await openScenario(seed, random, history);
    return new Swarm(seed, scenario.bench, random, scenario, history);
  }

  async run(): Promise<SwarmResult> {
    const { bench, random } = this;
    const startMs = bench.clock.now();
    const id = await bench.accept(this.scenario.plan);
    const workers = random.next() < 0.15 ? 1 : 2;
    for (let index = 0; index < workers; index += 1) {
      this.#startProcess();
    }
    const endFaultsMs = startMs + FAULTS_MS;
    let state = await bench.store.readState(id);
    while (state.status !== 'finished' && bench.clock.now() < endFaultsMs) {
      await bench.work.advance(TICK_MS);
      state = this.#source.latest ?? state;
      await this.#trouble.cause(state);
    }
    this.#trouble.end();
    this.#startProcess();
    const endMs = bench.clock.now() + QUIET_MS;
    while (state.status !== 'finished' && bench.clock.now() < endMs) {
      await bench.work.advance(QUIET_TICK_MS);
      state = this.#source.latest ?? state;
      await this.scenario.life?.goOn();
      await settle(state, this.#asking);
    }
    state = await bench.store.readState(id);
    return this.#result(state, bench.clock.now() - startMs);
  }

  async close(): Promise<void> {
    // Frozen and dead ones don't listen; their database is gone afterwards anyway.
    this.#processes.forEach(process => process.die());
    await this.bench.dispose();
  }

  #startProcess(): void {
    const { bench } = this;
    this.#started += 1;
    const process = new SimulatedProcess(`w-${this.#started}`, bench.clock);
    const worker = new UpgradeWorker(
      {
        ...bench.portsFor([]),
        ...this.scenario.ports,
        store: faultyStore(bench.store, process, this.#source),
        clusters: {
          clientFor: async () =>
            faultyClient(
              this.scenario.client?.() ?? bench.client(),
              process,
              this.#source,
            ),
        },
        clock: process.clock,
        stopwatch: process.stopwatch,
      },
      process.name,
    );
    worker.start();
    this.#processes.push(process);
  }

  async #result(state: UpgradeState, virtualMs: number): Promise<SwarmResult> {
    const { bench, scenario } = this;
    const { history } = this.#source;
    const events = await bench.events(state.id);
    const plans = {
      upgrade: scenario.plan,
      rollback: await bench.store.readPlan(state.id, 'rollback'),
      cleanup: await bench.store.readPlan(state.id, 'cleanup'),
    };
    return {
      seed: this.seed,
      outcome: state.outcome,
      virtualMs,
      events: events.length,
      claims: history.filter(({ what }) => what === 'claim').length,
      crashes: this.#trouble.crashes,
      freezes: this.#trouble.freezes,
      writes: history.filter(({ what }) => what === 'write').length,
      violations: [
        ...(state.status === 'finished'
          ? []
          : [`it is still ${state.status} long after all faults were over`]),
        ...violations(events, plans, state),
        ...historyViolations(history, scenario.plan, scenario.rules),
        ...(await scenario.check(state)),
      ],
      log: events.map(logLine),
    };
  }
}

function logLine({ seq, atMs, actor, type, data }: UpgradeEvent): string {
  const at = new Date(atMs).toISOString();
  return `${seq} ${at} ${actor} ${type} ${JSON.stringify(data)}`;
}

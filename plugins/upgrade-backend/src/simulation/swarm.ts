import {
  availableActions,
  ControlAction,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Random, SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeStore } from '../database/UpgradeStore';
import { violations } from '../engine/invariants';
import { UpgradeRequests } from '../engine/UpgradeRequests';
import { UpgradeWorker } from '../engine/UpgradeWorker';
import { BENCH_OPTIONS, EngineBench } from './EngineBench';
import {
  faultyClient,
  FaultSource,
  faultyStore,
  recordingStore,
} from './FaultyPorts';
import { drawRates, FaultRates, NO_FAULTS } from './faults';
import { historyViolations } from './History';
import { SAMPLE_REQUESTER } from './samplePlan';
import { SimulatedProcess } from './SimulatedProcess';
import { OpenScenario, Scenario } from './Scenario';
import { openSampleScenario } from './sampleScenario';

/** How long faults occur, in virtual time. */
const FAULTS_MS = 600_000;
/** How long the engine may take to end the upgrade once they are over. */
const QUIET_MS = 4 * 3_600_000;
const TICK_MS = 1_000;
/** How long it takes until a process that died is started again, at most. */
const MAX_RESTART_MS = 60_000;
const MAX_FREEZE_MS = 90_000;
const MAX_JUMP_MS = 300_000;

/** A deliberate mistake, to see that the checks find it. */
export interface Mutation {
  /** Replaces the store of the workers. */
  store?: (store: UpgradeStore) => UpgradeStore;
  /** The faults that bring it to light, in place of those that the seed draws. */
  rates?: Partial<FaultRates>;
}

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
  mutation: Mutation = {},
  scenario: OpenScenario = openSampleScenario,
): Promise<SwarmResult> {
  const swarm = await Swarm.open(seed, mutation, scenario);
  try {
    return await swarm.run();
  } finally {
    await swarm.close();
  }
}

class Swarm {
  readonly #source: FaultSource;
  readonly #processes: Array<{
    process: SimulatedProcess;
    worker: UpgradeWorker;
  }> = [];
  readonly #requests: UpgradeRequests;
  #started = 0;
  #crashes = 0;
  #freezes = 0;

  private constructor(
    private readonly seed: number,
    private readonly mutation: Mutation,
    private readonly bench: EngineBench,
    private readonly random: Random,
    private readonly scenario: Scenario,
  ) {
    this.#source = {
      rates: mutation.rates
        ? { ...NO_FAULTS, ...mutation.rates }
        : drawRates(random),
      random,
      time: bench.clock,
      history: [],
      leaseMs: BENCH_OPTIONS.leaseMs,
    };
    this.#requests = new UpgradeRequests({
      store: recordingStore(bench.store, this.#source.history),
      clock: bench.clock,
      random,
      wake: () => {},
    });
  }

  static async open(
    seed: number,
    mutation: Mutation,
    openScenario: OpenScenario,
  ): Promise<Swarm> {
    const random = new SeededRandom(seed);
    const scenario = await openScenario(seed, random);
    return new Swarm(seed, mutation, scenario.bench, random, scenario);
  }

  async run(): Promise<SwarmResult> {
    const { bench, random } = this;
    const startMs = bench.clock.now();
    const id = await bench.accept(this.scenario.plan);
    const workers = 1 + Math.floor(random.next() * 2);
    for (let index = 0; index < workers; index += 1) {
      this.#startProcess();
    }
    const endFaultsMs = startMs + FAULTS_MS;
    let state = await bench.store.readState(id);
    while (state.status !== 'finished' && bench.clock.now() < endFaultsMs) {
      await bench.work.advance(TICK_MS);
      state = await bench.store.readState(id);
      await this.#trouble(state);
    }
    this.#source.rates = NO_FAULTS;
    this.#startProcess();
    const endMs = bench.clock.now() + QUIET_MS;
    while (state.status !== 'finished' && bench.clock.now() < endMs) {
      await bench.work.advance(TICK_MS);
      state = await bench.store.readState(id);
      await this.#settle(state);
    }
    return this.#result(state, bench.clock.now() - startMs);
  }

  async close(): Promise<void> {
    // Frozen and dead ones don't listen; their database is gone afterwards anyway.
    this.#processes.forEach(({ process }) => process.die());
    await this.bench.dispose();
  }

  #startProcess(): void {
    const { bench } = this;
    this.#started += 1;
    const process = new SimulatedProcess(`w-${this.#started}`, bench.clock);
    const { store = (same: UpgradeStore) => same } = this.mutation;
    const worker = new UpgradeWorker(
      {
        ...bench.portsFor([]),
        ...this.scenario.ports,
        store: faultyStore(store(bench.store), process, this.#source),
        clusters: {
          clientFor: async () =>
            faultyClient(bench.client(), process, this.#source),
        },
        clock: process.clock,
        stopwatch: process.stopwatch,
      },
      process.name,
    );
    worker.start();
    this.#processes.push({ process, worker });
  }

  async #trouble(state: UpgradeState): Promise<void> {
    const { rates } = this.#source;
    for (const { process } of [...this.#processes]) {
      if (process.isDead) {
        continue;
      }
      if (this.#occurs(rates.crash)) {
        process.die();
        this.#crashes += 1;
        this.bench.clock.schedule(this.#upTo(MAX_RESTART_MS), () =>
          this.#startProcess(),
        );
      } else if (this.#occurs(rates.freeze)) {
        process.freeze(this.#upTo(MAX_FREEZE_MS));
        this.#freezes += 1;
      } else if (this.#occurs(rates.clockJump)) {
        process.jump(this.#upTo(2 * MAX_JUMP_MS) - MAX_JUMP_MS);
      }
    }
    if (this.#occurs(rates.person)) {
      await this.#ask(state, [
        'pause',
        'resume',
        'retry',
        'cancel',
        'rollback',
      ]);
    }
  }

  /** Somebody looks after what needs a person. */
  async #settle(state: UpgradeState): Promise<void> {
    if (state.control === undefined) {
      await this.#ask(state, ['resume', 'retry']);
    }
  }

  async #ask(state: UpgradeState, wanted: ControlAction[]): Promise<void> {
    const possible = availableActions(state);
    const actions = wanted.filter(action => possible[action].available);
    const action = actions[Math.floor(this.random.next() * actions.length)];
    if (action) {
      const asked = this.#requests.control(state.id, action, {
        actor: SAMPLE_REQUESTER,
      });
      // The upgrade may have gone on since it was looked at.
      await asked.catch(error => {
        if (error.name !== 'ConflictError') {
          throw error;
        }
      });
    }
  }

  #occurs(rate: number): boolean {
    return this.random.next() < rate;
  }

  #upTo(most: number): number {
    return Math.ceil(this.random.next() * most);
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
      crashes: this.#crashes,
      freezes: this.#freezes,
      writes: history.filter(({ what }) => what === 'write').length,
      violations: [
        ...(state.status === 'finished'
          ? []
          : [`it is still ${state.status} long after all faults were over`]),
        ...violations(events, plans, state),
        ...historyViolations(history, scenario.rules),
        ...(state.proof?.differences ?? [])
          .filter(difference => !scenario.isForwardOnly?.(difference))
          .map(
            ({ object, pointer }) =>
              `${object.name}${pointer} was not restored`,
          ),
        ...(await scenario.check(state.outcome)),
      ],
      log: events.map(logLine),
    };
  }
}

function logLine({ seq, atMs, actor, type, data }: UpgradeEvent): string {
  const at = new Date(atMs).toISOString();
  return `${seq} ${at} ${actor} ${type} ${JSON.stringify(data)}`;
}

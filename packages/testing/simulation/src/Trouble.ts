import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { drawFreezeMs, NO_FAULTS } from './faults';
import { FaultSource } from './FaultyPorts';
import { askAnything, Asking } from './people';
import { ClusterLife } from './Scenario';
import { SimulatedProcess } from './SimulatedProcess';

/** How long it takes until a process that died is started again, at most. */
const MAX_RESTART_MS = 60_000;
const MAX_JUMP_MS = 300_000;
const MAX_OUTAGE_MS = 240_000;

/** What trouble befalls. */
export interface Troubled {
  clock: VirtualClock;
  life?: ClusterLife;
  asking: Asking;
  processes(): readonly SimulatedProcess[];
  startProcess(): void;
}

/** What goes wrong from second to second, as often as the rates say. */
export class Trouble {
  crashes = 0;
  freezes = 0;

  constructor(
    private readonly source: FaultSource,
    private readonly befalls: Troubled,
  ) {}

  async cause(state: UpgradeState): Promise<void> {
    const { rates } = this.source;
    const { life, asking } = this.befalls;
    this.#troubleProcesses();
    this.#troubleSight();
    await life?.goOn();
    if (this.#occurs(rates.failure)) {
      await life?.fail();
    }
    if (this.#occurs(rates.lostNode)) {
      await life?.loseNode();
    }
    // What was there before the snapshot is how things were before the upgrade.
    if (this.#occurs(rates.edit) && state.startedAtMs !== undefined) {
      await life?.edit();
    }
    if (this.#occurs(rates.person)) {
      await askAnything(state, asking);
    }
  }

  end(): void {
    this.source.rates = NO_FAULTS;
    this.#see(() => {
      this.source.isOut = false;
      this.#endSilence();
    });
  }

  #troubleProcesses(): void {
    const { rates, history } = this.source;
    const { processes, startProcess, clock } = this.befalls;
    for (const process of processes()) {
      if (process.isDead) {
        continue;
      }
      if (this.#occurs(rates.crash)) {
        process.die();
        this.crashes += 1;
        clock.schedule(this.#upTo(MAX_RESTART_MS), startProcess);
      } else if (this.#occurs(rates.freeze)) {
        const isAsleep = rates.clockJump === 0 && this.#occurs(0.5);
        const { random, leaseMs } = this.source;
        process.freeze(drawFreezeMs(random, leaseMs), isAsleep);
        this.freezes += 1;
      } else if (this.#occurs(rates.clockJump)) {
        process.jump(this.#upTo(2 * MAX_JUMP_MS) - MAX_JUMP_MS);
        history.push({ what: 'clock', atMs: clock.now() });
      }
    }
  }

  #troubleSight(): void {
    const { source } = this;
    const { clock } = this.befalls;
    if (!source.isOut && this.#occurs(source.rates.outage)) {
      this.#see(() => {
        source.isOut = true;
      });
      clock.schedule(this.#upTo(MAX_OUTAGE_MS), () =>
        this.#see(() => {
          source.isOut = false;
        }),
      );
    }
    if (!source.silence && this.#occurs(source.rates.silence)) {
      this.#see(() => {
        let end = () => {};
        const ended = new Promise<void>(done => {
          end = done;
        });
        source.silence = { ended, end };
      });
      clock.schedule(this.#upTo(MAX_OUTAGE_MS), () =>
        this.#see(() => this.#endSilence()),
      );
    }
  }

  #endSilence(): void {
    this.source.silence?.end();
    this.source.silence = undefined;
  }

  /** Puts down whether anybody can see the cluster, where a change makes a difference. */
  #see(change: () => void): void {
    const { source } = this;
    const isStale = () => source.isOut || source.silence !== undefined;
    const before = isStale();
    change();
    if (isStale() !== before) {
      const atMs = this.befalls.clock.now();
      source.history.push({ what: 'outage', atMs, isOut: !before });
    }
  }

  #occurs(rate: number): boolean {
    return this.source.random.next() < rate;
  }

  #upTo(most: number): number {
    return Math.ceil(this.source.random.next() * most);
  }
}

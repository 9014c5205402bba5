import { backoffMs, jittered } from './backoff';
import { ENGINE_VERSION } from './EngineOptions';
import { EnginePorts } from './EnginePorts';
import { LeaseKeeper } from './lease/LeaseKeeper';
import { UpgradeRun } from './UpgradeRun';
import { Wakeup } from './Wakeup';

/**
 * Claims upgrades and drives them. Its loop ends only when it is told to: whatever fails is logged,
 * and tried again after a pause.
 */
export class UpgradeWorker {
  readonly #runs = new Map<UpgradeRun, Promise<void>>();
  readonly #wakeup: Wakeup;
  #isStopping = false;
  #loop: Promise<void> | undefined;

  constructor(
    private readonly ports: EnginePorts,
    /** Unique among all workers that ever ran. */
    readonly name: string,
  ) {
    this.#wakeup = new Wakeup(ports.clock);
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Gives all upgrades back, and resolves when that is done. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wakeup.ring();
    this.#runs.forEach((_, run) => run.stop());
    await this.#loop;
    await Promise.all(this.#runs.values());
  }

  /** An upgrade was created, or somebody asked for something. Only a hint: polling finds it as well. */
  wake(upgradeId: string): void {
    let isMine = false;
    for (const run of this.#runs.keys()) {
      if (run.upgradeId === upgradeId) {
        run.wake();
        isMine = true;
      }
    }
    if (!isMine) {
      this.#wakeup.ring();
    }
  }

  /** Something may have been missed. */
  wakeAll(): void {
    this.#runs.forEach((_, run) => run.wake());
    this.#wakeup.ring();
  }

  /** Claims what is there and what there is room for, and begins to drive it. */
  async tick(): Promise<void> {
    const { options } = this.ports;
    while (!this.#isStopping) {
      const askedAt = LeaseKeeper.momentOf(this.ports);
      const claim = await this.ports.store.claimUpgrade({
        owner: this.name,
        leaseMs: options.leaseMs,
        engineVersion: ENGINE_VERSION,
        onlyBegun: this.#runs.size >= options.maxUpgrades,
      });
      if (!claim) {
        return;
      }
      const run = new UpgradeRun(this.ports, claim, this.name, askedAt);
      const driven = run.drive().then(end => {
        this.ports.logger.info(
          `Upgrade ${run.upgradeId} at epoch ${claim.fence.epoch}: ${end}`,
        );
        this.#runs.delete(run);
        this.#wakeup.ring();
      });
      this.#runs.set(run, driven);
    }
  }

  async #run(): Promise<void> {
    const { options, random, logger } = this.ports;
    let errors = 0;
    while (!this.#isStopping) {
      let pauseMs = jittered(options.pollMs, random);
      try {
        await this.tick();
        errors = 0;
      } catch (error) {
        errors += 1;
        pauseMs = backoffMs(errors, options, random);
        logger.error(
          `Upgrades could not be claimed, next try in ${pauseMs} ms: ${error}`,
        );
      }
      await this.#wakeup.sleep(pauseMs);
    }
  }
}

import {
  NewEvent,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { stepHandlersOf } from '@cluster-upgrade/plugin-upgrade-node';
import { Claim } from '../database/UpgradeStore';
import { backoffMs } from './backoff';
import { admissionWaiting } from './decisions/admissionWait';
import { decideNext, Decision, StoppedSteps } from './decisions/decideNext';
import { leaveToPerson, setAsideEvents } from './decisions/setAside';
import { engineEvent } from './decisions/transition';
import { MAX_CLAIMS_WITHOUT_PROGRESS, WELL_AFTER_MS } from './EngineOptions';
import { EnginePorts } from './EnginePorts';
import { ApiServerLock } from './lease/ApiServerLock';
import { LeaseKeeper } from './lease/LeaseKeeper';
import { RestoreSteps } from './restore/RestoreSteps';
import { StepRunner } from './steps/StepRunner';
import { StepTasks } from './steps/StepTasks';
import { UpgradeJournal } from './UpgradeJournal';
import { UpgradeWatch } from './UpgradeWatch';
import { Wakeup } from './Wakeup';

/** Errors in a row after which the upgrade is given back, for another worker or another moment. */
const MAX_ERRORS = 5;

/** Steps begun by one write. */
const MAX_BEGUN_AT_ONCE = 100;

/** What became of a run. */
export type RunEnd =
  | 'finished'
  /** Nothing happens before a person asks for something. */
  | 'waiting'
  | 'lost'
  | 'stopped'
  /** Too many claims were in vain; a person may have it taken up again. */
  | 'set-aside'
  | 'failed';

/**
 * One upgrade in the hands of one worker, from the claim until it is let go.
 *
 * It loads, decides, carries out and writes, again and again, and sleeps when there is nothing to do.
 * Nothing it holds in memory is needed by whoever comes after it.
 */
export class UpgradeRun {
  readonly #wakeup: Wakeup;
  readonly #cluster: ApiServerLock;
  readonly #lease: LeaseKeeper;
  readonly #journal: UpgradeJournal;
  readonly #tasks: StepTasks;
  readonly #restore: RestoreSteps;
  /** From the start of the steps on. */
  #watch: UpgradeWatch | undefined;
  #isStopping = false;
  /** Since when each turn was completed; undefined while they fail. */
  #wellSinceMs: number | undefined;
  /** Somebody else's events may be there. */
  #mustCatchUp = false;
  #caughtUpAtMs: number;

  private readonly ports: EnginePorts;

  constructor(
    shared: EnginePorts,
    private readonly claim: Claim,
    private readonly worker: string,
    askedAt: ReturnType<typeof LeaseKeeper.momentOf>,
  ) {
    const { fence } = claim;
    this.#cluster = new ApiServerLock(shared, claim);
    const ports = { ...shared, clusters: this.#cluster };
    this.ports = ports;
    this.#wakeup = new Wakeup(ports.clock);
    this.#caughtUpAtMs = ports.clock.now();
    this.#lease = new LeaseKeeper(
      ports,
      fence,
      ports.options.leaseMs,
      {
        isWell: () => this.#isWell(),
        onSeq: seq => this.#onSeq(seq),
      },
      askedAt,
    );
    this.#lease.signal.addEventListener('abort', () => this.#wakeup.ring());
    this.#journal = new UpgradeJournal(ports, fence, this.#lease);
    const platform = () => ports.platformOf(this.#journal.state.platform);
    const runner = new StepRunner(ports, kind =>
      stepHandlersOf(platform(), ports.stepLibrary).find(
        handler => handler.kind === kind,
      ),
    );
    this.#tasks = new StepTasks(ports, runner, {
      journal: this.#journal,
      lease: this.#lease,
      epoch: fence.epoch,
      onSettled: () => this.#wakeup.ring(),
    });
    this.#restore = new RestoreSteps(ports, this.#journal, this.#lease);
  }

  get upgradeId(): string {
    return this.claim.fence.upgradeId;
  }

  /** Somebody asked for something. */
  wake(): void {
    this.#mustCatchUp = true;
    this.#wakeup.ring();
    this.#restore.wake();
  }

  stop(): void {
    this.#isStopping = true;
    this.#wakeup.ring();
    this.#restore.wake();
  }

  /** Resolves when the upgrade was let go; never rejects. */
  async drive(): Promise<RunEnd> {
    let end: RunEnd;
    try {
      end = await this.#drive();
    } catch (error) {
      end = this.#lease.isHeld() ? 'failed' : 'lost';
      this.ports.logger.error(
        `Upgrade ${this.upgradeId} could not be carried on: ${error}`,
      );
    }
    await Promise.all([this.#tasks.stop(), this.#closeWatch()]);
    await this.#giveBack(end);
    return end;
  }

  /** A cluster that gives no answer must not keep the upgrade from being given back. */
  async #closeWatch(): Promise<void> {
    const { clock, options } = this.ports;
    const grace = new AbortController();
    await Promise.race([
      this.#watch?.close(),
      clock.sleep(options.stopGraceMs, grace.signal).catch(() => {}),
    ]);
    grace.abort();
  }

  async #drive(): Promise<RunEnd> {
    if (this.claim.attemptsWithoutProgress >= MAX_CLAIMS_WITHOUT_PROGRESS) {
      return this.#setAside();
    }
    await this.#journal.load();
    await this.#journal.append(({ status }) =>
      status === 'finished' ? undefined : { events: [this.#claimed()] },
    );
    if (await this.#isLockedOut()) {
      return 'waiting';
    }
    let errors = 0;
    while (this.#lease.isHeld() && !this.#isStopping) {
      try {
        if (errors > 0) {
          await this.#journal.load();
        }
        const next = await this.#turn();
        if (next !== 'on') {
          return next;
        }
        errors = 0;
        this.#wellSinceMs ??= this.ports.clock.now();
      } catch (error) {
        errors += 1;
        this.#wellSinceMs = undefined;
        if (errors >= MAX_ERRORS || !this.#lease.isHeld()) {
          throw error;
        }
        this.ports.logger.warn(
          `Upgrade ${this.upgradeId}: error ${errors} in a row: ${error}`,
        );
        const { options, random } = this.ports;
        await this.#wakeup.sleep(backoffMs(errors, options, random));
      }
    }
    return this.#isStopping ? 'stopped' : 'lost';
  }

  /** An upgrade that began before there were locks waits for another that holds that of its API server. */
  async #isLockedOut(): Promise<boolean> {
    const failure = await this.#cluster.take(this.#journal.state);
    if (failure) {
      await this.#journal.append(state => ({
        events: leaveToPerson(state, failure),
      }));
    }
    return failure !== undefined;
  }

  /** One look, one decision, carried out; then sleep if there is nothing more to do now. */
  async #turn(): Promise<'on' | 'finished' | 'waiting'> {
    await this.#catchUp();
    await this.#judgeApplications();
    const decision = this.#decide();
    switch (decision.do) {
      case 'let-go':
        return 'finished';
      case 'append':
        await this.#append(decision.stops);
        return 'on';
      case 'take-snapshot':
        await this.#restore.takeSnapshot();
        return 'on';
      case 'check-restore':
        await this.#restore.check();
        return 'on';
      case 'run':
        await this.#run(decision.plan);
        await this.#sleepUntil(this.#tasks.nextDueAtMs());
        return 'on';
      default:
        return 'waiting';
    }
  }

  /** Health is judged from the start to the end, on the way back too. */
  async #judgeApplications(): Promise<void> {
    const { state, healthReference } = this.#journal;
    if (!healthReference || state.status === 'finished') {
      return;
    }
    this.#watch ??= UpgradeWatch.open(
      this.ports,
      state,
      this.#journal.plans.upgrade,
      healthReference,
      this.claim.idleMs,
      change => {
        this.#tasks.wake(change);
        this.#wakeup.ring();
      },
    );
    const news = this.#watch.judge(state.health);
    if (news.length > 0) {
      await this.#journal.append(({ status }) =>
        status === 'finished'
          ? undefined
          : {
              events: news.map(health =>
                engineEvent('health-changed', { health }),
              ),
            },
      );
    }
  }

  #decide(state = this.#journal.state): Decision {
    const { clock, options } = this.ports;
    return decideNext(state, this.#journal.plans, clock.now(), {
      ...options,
      isHealthStale: this.#watch?.isHealthStale,
      outOfService: this.#watch?.outOfService(state.id),
    });
  }

  /** Steps in flight are stopped before they are given up, and then it is decided anew. */
  async #append(stops: StoppedSteps): Promise<void> {
    if (this.#tasks.areInFlight(stops)) {
      await this.#tasks.stop(stops);
      return;
    }
    await this.#journal.append(state => {
      const latest = this.#decide(state);
      return latest.do === 'append' && !this.#tasks.areInFlight(latest.stops)
        ? latest
        : undefined;
    });
  }

  async #run(plan: UpgradePlan): Promise<void> {
    await this.#journal.append(state => {
      const latest = this.#decide(state);
      return latest.do === 'run' && latest.plan.kind === plan.kind
        ? {
            events: [
              ...latest.begin.slice(0, MAX_BEGUN_AT_ONCE).map(({ id }) =>
                engineEvent('step-started', {
                  plan: plan.kind,
                  stepId: id,
                  attempt: (state.steps[plan.kind][id]?.attempt ?? 0) + 1,
                }),
              ),
              ...this.#heldSteps(latest, state),
            ],
          }
        : undefined;
    });
    const now = this.#decide();
    if (now.do === 'run') {
      this.#tasks.launchDue(
        now.plan,
        now.carryOn,
        this.#watch?.silentResources ?? [],
      );
    } else {
      // Whatever came in between is looked at without delay.
      this.#wakeup.ring();
    }
  }

  /** Why lanes don't begin, where people don't know yet. */
  #heldSteps(
    { plan, held }: Extract<Decision, { do: 'run' }>,
    { steps }: UpgradeState,
  ): NewEvent[] {
    const nowMs = this.ports.clock.now();
    return held.flatMap(one => {
      const before = steps[plan.kind][one.step.id];
      return admissionWaiting(plan.kind, one, before, nowMs) ?? [];
    });
  }

  async #catchUp(): Promise<void> {
    const nowMs = this.ports.clock.now();
    if (
      this.#mustCatchUp ||
      nowMs - this.#caughtUpAtMs >= this.ports.options.pollMs
    ) {
      this.#mustCatchUp = false;
      this.#caughtUpAtMs = nowMs;
      await this.#journal.catchUp();
    }
  }

  #onSeq(seq: number): void {
    if (seq > this.#journal.seq) {
      this.wake();
    }
  }

  /** Sleeps until something is due or somebody rings, and not longer than a poll. */
  async #sleepUntil(stepDueAtMs = Infinity): Promise<void> {
    const { clock, options } = this.ports;
    const dueAtMs = Math.min(stepDueAtMs, this.#watch?.dueAtMs ?? Infinity);
    await this.#wakeup.sleep(
      Math.max(0, Math.min(dueAtMs - clock.now(), options.pollMs)),
    );
  }

  #claimed() {
    const { epoch } = this.claim.fence;
    const idleMs = epoch === 1 ? undefined : this.claim.idleMs;
    return engineEvent('claimed', { worker: this.worker, epoch, idleMs });
  }

  /**
   * Workers died of it, or gave up, time and again: a person has to look. Only its state is read: its plan
   * or snapshot may be what they died of.
   */
  async #setAside(): Promise<RunEnd> {
    await this.#journal.loadState();
    await this.#journal.append(state =>
      state.status === 'finished'
        ? undefined
        : { events: [this.#claimed(), ...setAsideEvents(state)] },
    );
    return 'set-aside';
  }

  #isWell(): boolean {
    const sinceMs = this.#wellSinceMs ?? Infinity;
    return this.ports.clock.now() - sinceMs >= WELL_AFTER_MS;
  }

  async #giveBack(end: RunEnd): Promise<void> {
    const isHeld = this.#lease.isHeld();
    this.#lease.stop();
    if (!isHeld || end === 'finished' || end === 'lost') {
      return;
    }
    const { store, options, logger } = this.ports;
    try {
      await store.releaseLease(
        this.claim.fence,
        end === 'set-aside' || end === 'waiting'
          ? { askedAfterSeq: this.#journal.seq }
          : {
              afterMs: end === 'failed' ? options.maxBackoffMs : 0,
              isFailed: end === 'failed',
            },
      );
    } catch (error) {
      logger.warn(
        `Upgrade ${this.upgradeId} could not be given back; its lease will run out: ${error}`,
      );
    }
  }
}

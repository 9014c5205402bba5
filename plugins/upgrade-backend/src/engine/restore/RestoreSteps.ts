import { Inventory, Failure } from '@cluster-upgrade/plugin-upgrade-common';
import { TerminalStepError } from '@cluster-upgrade/plugin-upgrade-node';
import { withinTime } from '../../clusters/withinTime';
import { captureReference } from '../../health/captureReference';
import { judgeAll } from '../../health/judgeAll';
import { backoffMs } from '../backoff';
import { answerRequest } from '../decisions/controlRequests';
import { outcomeOf } from '../decisions/outcomeOf';
import { leaveToPerson } from '../decisions/setAside';
import { skippedLeftovers } from '../decisions/skipLane';
import { engineEvent } from '../decisions/transition';
import { EnginePorts } from '../EnginePorts';
import { LeaseKeeper } from '../lease/LeaseKeeper';
import { Entry, UpgradeJournal } from '../UpgradeJournal';
import { Wakeup } from '../Wakeup';
import { compareSnapshot } from './compareSnapshot';
import {
  ObjectSource,
  readObjects,
  readPods,
  takeSnapshot,
} from './readSnapshotObjects';

/**
 * The two moments at which the whole saved part of the cluster is read: before the first write, and
 * after a rollback. A cluster that can't be read is tried again for a while, and then a person is asked.
 */
export class RestoreSteps {
  #errors = 0;
  #failingSinceMs: number | undefined;
  readonly #wakeup: Wakeup;

  constructor(
    private readonly ports: EnginePorts,
    private readonly journal: UpgradeJournal,
    private readonly lease: LeaseKeeper,
  ) {
    this.#wakeup = new Wakeup(ports.clock);
    lease.signal.addEventListener('abort', () => this.#wakeup.ring());
  }

  /** Somebody asked for something, or the worker is to stop: the pause after an error is over. */
  wake(): void {
    this.#wakeup.ring();
  }

  takeSnapshot(): Promise<void> {
    return this.#withPatience('saving the snapshot', async source => {
      const { snapshot: items, thresholds } = this.journal.plans.upgrade;
      const nowMs = this.ports.clock.now();
      const snapshot = await takeSnapshot(items, source, nowMs);
      const pods =
        thresholds.length > 0 ? await readPods(source) : ([] as const);
      const healthReference = captureReference(
        thresholds.length > 0
          ? await this.#readInventory(source)
          : { applications: [], budgets: [] },
        thresholds,
        pods,
        nowMs,
      );
      const health = judgeAll(
        thresholds,
        healthReference,
        { pods, workloads: undefined },
        {},
        nowMs,
      );
      return {
        events: [
          engineEvent('snapshot-taken', { objects: snapshot.objects.length }),
          engineEvent('started', {}),
          ...health.map(judged =>
            engineEvent('health-changed', { health: judged }),
          ),
        ],
        snapshot: { snapshot, healthReference },
      };
    });
  }

  check(): Promise<void> {
    return this.#withPatience('comparing with the snapshot', async source => {
      const { state, plans } = this.journal;
      const snapshot = this.journal.snapshot ?? { takenAtMs: 0, objects: [] };
      const found = await readObjects(
        snapshot.objects.map(({ object }) => object),
        source,
      );
      const proof = compareSnapshot(snapshot, found, this.ports.clock.now());
      const outcome = outcomeOf({ ...state, proof }, plans.upgrade);
      return {
        events: [
          engineEvent('restore-checked', { proof }),
          engineEvent('finished', {
            outcome,
            leftovers: skippedLeftovers(state, plans.upgrade),
          }),
        ],
      };
    });
  }

  async #withPatience(
    what: string,
    read: (source: ObjectSource) => Promise<Entry>,
  ): Promise<void> {
    const { status } = this.journal.state;
    let entry: Entry;
    try {
      const { clock, options } = this.ports;
      entry = await withinTime(
        async signal => read(await this.#openSource(signal)),
        { clock, timeoutMs: options.readMs, what },
      );
      this.#errors = 0;
      this.#failingSinceMs = undefined;
    } catch (error) {
      await this.#onError(what, error);
      return;
    }
    await this.journal.append(state =>
      state.status === status ? entry : undefined,
    );
  }

  async #readInventory(
    source: ObjectSource,
  ): Promise<Pick<Inventory, 'applications' | 'budgets'>> {
    const { clusterRef, platform } = this.journal.state;
    const driver = this.ports.platformOf(platform);
    if (!driver) {
      throw new Error(`no driver is installed for platform '${platform}'`);
    }
    return driver.inspect({
      clusterRef,
      cluster: source.cluster,
      clock: this.ports.clock,
      signal: source.signal,
    });
  }

  async #openSource(over: AbortSignal): Promise<ObjectSource> {
    const { state } = this.journal;
    return {
      cluster: await this.ports.clusters.clientFor(state),
      knownResources:
        this.ports.platformOf(state.platform)?.watchedResources ?? [],
      signal: AbortSignal.any([over, this.lease.signal]),
    };
  }

  async #onError(what: string, error: unknown): Promise<void> {
    const { clock, options, random, logger } = this.ports;
    if (!this.lease.isHeld()) {
      return;
    }
    this.#errors += 1;
    this.#failingSinceMs ??= clock.now();
    logger.warn(
      `Upgrade ${this.journal.state.id}: ${what} failed ${this.#errors} times: ${error}`,
    );
    const isHopeless = error instanceof TerminalStepError;
    if (
      isHopeless ||
      clock.now() - this.#failingSinceMs >= options.readPatienceMs
    ) {
      this.#failingSinceMs = undefined;
      const failure = isHopeless ? error.failure : unreadable(what, error);
      await this.#leaveToPerson(failure);
      return;
    }
    await this.#wakeup.sleep(backoffMs(this.#errors, options, random));
  }

  /** A request that can be answered now has somebody who decided already: it is carried out next. */
  async #leaveToPerson(failure: Failure): Promise<void> {
    await this.journal.append(state =>
      answerRequest(state, this.journal.plans)
        ? undefined
        : { events: leaveToPerson(state, failure) },
    );
  }
}

function unreadable(what: string, error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return {
    kind: 'error',
    cause: {
      code: 'cluster-unreadable',
      params: { what, error: text },
      text: `The cluster could not be read while ${what}: ${text}`,
    },
    remedy: 'Mend the connection to the cluster, then retry.',
  };
}

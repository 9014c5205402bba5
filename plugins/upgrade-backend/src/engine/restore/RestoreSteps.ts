import { Failure } from '@cluster-upgrade/plugin-upgrade-common';
import { backoffMs } from '../backoff';
import { outcomeOf } from '../decisions/outcomeOf';
import { engineEvent } from '../decisions/transition';
import { EnginePorts } from '../EnginePorts';
import { LeaseKeeper } from '../LeaseKeeper';
import { Entry, UpgradeJournal } from '../UpgradeJournal';
import { compareSnapshot } from './compareSnapshot';
import { ObjectSource, readObjects, takeSnapshot } from './readSnapshotObjects';

/**
 * The two moments at which the whole saved part of the cluster is read: before the first write, and
 * after a rollback. A cluster that can't be read is tried again for a while, and then a person is asked.
 *
 * @internal
 */
export class RestoreSteps {
  #errors = 0;
  #failingSinceMs: number | undefined;

  constructor(
    private readonly ports: EnginePorts,
    private readonly journal: UpgradeJournal,
    private readonly lease: LeaseKeeper,
  ) {}

  takeSnapshot(): Promise<void> {
    return this.#withPatience('saving the snapshot', async source => {
      const snapshot = await takeSnapshot(
        this.journal.plans.upgrade.snapshot,
        source,
        this.ports.clock.now(),
      );
      const knownBeforeStart = {
        frozenAtMs: snapshot.takenAtMs,
        applications: {},
      };
      return {
        events: [
          engineEvent('snapshot-taken', { objects: snapshot.objects.length }),
          engineEvent('started', {}),
        ],
        snapshot: { snapshot, knownBeforeStart },
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
          engineEvent('finished', { outcome }),
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
      entry = await read(await this.#openSource());
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

  async #openSource(): Promise<ObjectSource> {
    const { clusterRef, platform } = this.journal.state;
    return {
      cluster: await this.ports.clusters.clientFor(clusterRef),
      knownResources: this.ports.platformOf(platform)?.watchedResources ?? [],
      signal: this.lease.signal,
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
    if (clock.now() - this.#failingSinceMs >= options.readPatienceMs) {
      this.#failingSinceMs = undefined;
      const failure = unreadable(what, error);
      await this.journal.append(() => ({
        events: [engineEvent('needs-attention', { failure })],
      }));
      return;
    }
    await clock
      .sleep(backoffMs(this.#errors, options, random), this.lease.signal)
      .catch(() => {});
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

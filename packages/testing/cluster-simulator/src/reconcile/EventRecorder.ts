import {
  Clock,
  ClusterClient,
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { safeHash } from '../objects/safeHash';
import { formatTime } from '../objects/timestamps';
import { EventIntent } from './writes';

/** Series remembered for counting; the oldest is forgotten first. */
const SERIES_LIMIT = 4096;

interface Series {
  name: string;
  namespace: string;
  count: number;
  /** Events are written one after another per series, so that counts never go back. */
  written: Promise<void>;
}

/** @internal */
export type EventVerbosity = 'all' | 'warnings';

/**
 * Writes core/v1 Events, counting repeats in the same object as upstream's recorder does. Events are
 * for people: one that can't be written is lost, never retried.
 *
 * @internal
 */
export class EventRecorder {
  readonly #client: ClusterClient;
  readonly #clock: Clock;
  readonly #component: string;
  readonly #verbosity: EventVerbosity;
  readonly #seriesByKey = new Map<string, Series>();

  constructor(options: {
    client: ClusterClient;
    clock: Clock;
    component: string;
    /** Large clusters leave the normal ones out; all unless told. */
    verbosity?: EventVerbosity;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#component = options.component;
    this.#verbosity = options.verbosity ?? 'all';
  }

  record(intent: EventIntent): void {
    if (intent.type === 'Normal' && this.#verbosity === 'warnings') {
      return;
    }
    const { regarding, reason, message } = intent;
    const key = [regarding.metadata.uid, reason, message].join('|');
    const series = this.#seriesByKey.get(key);
    if (series) {
      this.#repeat(series);
    } else {
      this.#begin(key, intent);
    }
  }

  #begin(key: string, intent: EventIntent): void {
    const now = formatTime(this.#clock.now());
    const { metadata } = intent.regarding;
    const namespace = metadata.namespace ?? 'default';
    const name = `${metadata.name}.${safeHash(
      `${key}|${this.#component}`,
    )}${safeHash(`${this.#clock.now()}`)}`;
    const event: KubeObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        apiVersion: intent.regarding.apiVersion,
        kind: intent.regarding.kind,
        name: metadata.name,
        namespace: metadata.namespace,
        uid: metadata.uid,
        resourceVersion: metadata.resourceVersion,
      },
      type: intent.type,
      reason: intent.reason,
      message: intent.message,
      source: { component: this.#component },
      reportingComponent: this.#component,
      reportingInstance: '',
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    };
    if (this.#seriesByKey.size >= SERIES_LIMIT) {
      this.#seriesByKey.delete(this.#seriesByKey.keys().next().value!);
    }
    this.#seriesByKey.set(key, {
      name,
      namespace,
      count: 1,
      written: this.#attempt(() =>
        this.#client.create(resourceTypes.events, event),
      ),
    });
  }

  #repeat(series: Series): void {
    series.count += 1;
    const body = {
      count: series.count,
      lastTimestamp: formatTime(this.#clock.now()),
    };
    const { name, namespace } = series;
    series.written = series.written.then(() =>
      this.#attempt(() =>
        this.#client.patch(
          resourceTypes.events,
          { name, namespace },
          'merge',
          body,
        ),
      ),
    );
  }

  async #attempt(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch {
      // Best effort by contract: the namespace may be on its way out, or the API down.
    }
  }
}

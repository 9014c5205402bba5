import {
  followEvents,
  UpgradeApi,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';

/** How soon it tries again where its backend is gone. */
const RETRY_MS = 200;

/** Somebody with the upgrade's page open at one backend, whatever happens to it. */
export class Viewer {
  readonly events: UpgradeEvent[] = [];
  readonly #stopping = new AbortController();
  #following: Promise<void> = Promise.resolve();

  constructor(private readonly api: UpgradeApi) {}

  get hasSeenTheEnd(): boolean {
    return this.events.at(-1)?.type === 'finished';
  }

  watch(upgradeId: string): void {
    this.#following = this.#follow(upgradeId);
  }

  /** Waits until it has seen the end. */
  async untilTheEnd(): Promise<readonly UpgradeEvent[]> {
    await this.#following;
    return this.events;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#following;
  }

  async #follow(upgradeId: string): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted && !this.hasSeenTheEnd) {
      try {
        const after = this.events.at(-1)?.seq ?? 0;
        const news = followEvents(this.api, upgradeId, { after, signal });
        for await (const event of news) {
          this.events.push(event);
        }
      } catch {
        await new Promise(next => setTimeout(next, RETRY_MS));
      }
    }
  }
}

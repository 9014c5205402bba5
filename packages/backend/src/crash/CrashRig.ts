import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { RunningCluster, runCluster } from '@cluster-upgrade/cluster-simulator';
import {
  UpgradeApi,
  UpgradeClient,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { BackendProcess } from '../host/BackendProcess';
import { freePort } from '../host/freePort';
import { EffectLedger, Effects } from './EffectLedger';
import { readFinalState } from './finalState';

const CLUSTER_REF = 'resource:default/omni-prod';
const TO_VERSION = 'v1.4.1';
/** Fast nodes: what is tested is the backend. */
const SPEED = 100;

/** Short waits, so that many upgrades fit into a test. */
const CONFIG = {
  upgrade: {
    worker: {
      leaseDuration: { seconds: 3 },
      pollInterval: { milliseconds: 200 },
    },
    strategies: {
      omnicloud: {
        nodeSoak: { milliseconds: 200 },
        finalSoak: { milliseconds: 200 },
      },
    },
  },
};

/** What is left when an upgrade is over. */
export interface Ending {
  state: UpgradeState;
  events: UpgradeEvent[];
  effects: Effects;
  finalState: Record<string, unknown>;
}

/**
 * A cluster, a backend in a process of its own, and somebody who starts an upgrade.
 */
export class CrashRig {
  readonly #folder = mkdtempSync(join(tmpdir(), 'upgrade-crash-'));
  #cluster!: RunningCluster;
  #backend!: BackendProcess;
  #ledger!: EffectLedger;
  #upgradeId = '';

  /** @param postgresUrl - absent: SQLite */
  static async create(postgresUrl: string | undefined): Promise<CrashRig> {
    const rig = new CrashRig();
    rig.#cluster = await runCluster({
      target: 'embedded',
      platform: 'omnicloud',
      speed: SPEED,
    });
    rig.#backend = new BackendProcess({
      port: await freePort(),
      folder: rig.#folder,
      extent: 'engine',
      clusters: [{ name: 'omni-prod', ...rig.#cluster.connection }],
      postgres: postgresUrl
        ? { connectionString: postgresUrl, prefix: uniquePrefix() }
        : undefined,
      config: CONFIG,
    });
    await rig.#backend.start();
    rig.#ledger = new EffectLedger(rig.#cluster.client);
    await rig.#ledger.start();
    return rig;
  }

  async startUpgrade(): Promise<void> {
    const api = this.#api();
    const made = await api.createPlan(CLUSTER_REF, { toVersion: TO_VERSION });
    const plan = made.verification ? made : await api.runChecks(made.id);
    if (plan.blockers.length) {
      throw new Error(
        `Can't start: ${plan.blockers.map(it => it.reason.text).join(' ')}`,
      );
    }
    const { state } = await api.startUpgrade({
      planId: plan.id,
      planHash: plan.hash,
    });
    this.#upgradeId = state.id;
  }

  /** Ends the backend in the middle of whatever it does, and starts it again. */
  async crash(): Promise<void> {
    await this.#backend.kill();
    await this.#backend.start();
  }

  async isFinished(): Promise<boolean> {
    const api = this.#api();
    const { state } = await api.getUpgrade(this.#upgradeId);
    await this.#retryWhenSetAside(state);
    return state.status === 'finished';
  }

  /** Waits for the end, and answers with everything that is left of the upgrade. */
  async finish(limitMs: number): Promise<Ending> {
    const api = this.#api();
    const untilMs = Date.now() + limitMs;
    let view = await api.getUpgrade(this.#upgradeId);
    while (view.state.status !== 'finished') {
      const isRetried = await this.#retryWhenSetAside(view.state);
      if (
        Date.now() > untilMs ||
        (view.state.status === 'needs-attention' && !isRetried)
      ) {
        throw new Error(
          `The upgrade is ${view.state.status} after ${limitMs} ms: ${JSON.stringify(
            view.state.failure ?? view.state.steps[view.state.activePlan],
          ).slice(0, 2000)}`,
        );
      }
      await new Promise(next => setTimeout(next, 200));
      view = await api.getUpgrade(this.#upgradeId);
    }
    return {
      state: view.state,
      events: await readAllEvents(api, this.#upgradeId),
      finalState: await readFinalState(this.#cluster.client),
      effects: await this.#ledger.stop(),
    };
  }

  async stop(): Promise<void> {
    await this.#ledger?.stop();
    await this.#backend?.stop();
    await this.#cluster?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Kills that come faster than steps end look like an upgrade that takes its backends down. A person who
   * knows better has it taken up again.
   */
  async #retryWhenSetAside(state: UpgradeState): Promise<boolean> {
    const isSetAside =
      state.status === 'needs-attention' &&
      state.failure?.cause.code === 'no-progress';
    if (isSetAside && !state.control) {
      await this.#api().retryUpgrade(this.#upgradeId);
    }
    return isSetAside;
  }

  #api(): UpgradeApi {
    const { url } = this.#backend;
    return new UpgradeClient({
      discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: {
              ...Object.fromEntries(new Headers(init?.headers)),
              authorization: mockCredentials.user.header('user:default/mia'),
            },
          }),
      },
    });
  }
}

/** Each rig begins with empty databases on a server that all share. */
function uniquePrefix(): string {
  return `crash_${randomUUID().slice(0, 8)}_`;
}

async function readAllEvents(
  api: UpgradeApi,
  upgradeId: string,
): Promise<UpgradeEvent[]> {
  const events: UpgradeEvent[] = [];
  let after = 0;
  for (;;) {
    const page = await api.listEvents(upgradeId, { after });
    events.push(...page.events);
    after = page.nextAfter;
    if (page.events.length === 0 || page.isComplete) {
      return events;
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningCluster, runCluster } from '@cluster-upgrade/cluster-simulator';
import { Browser } from 'playwright-core';
import { platforms } from '@cluster-upgrade/platforms';
import { demoConfig } from '../host/demoConfig';
import { BackendProcess } from '../host/BackendProcess';
import { freePort } from '../host/freePort';
import { buildScreens } from './buildScreens';
import { launchBrowser } from './chromium';
import { Persona, signIn } from './signIn';
import { Look, Visitor } from './Visitor';

/** Pods start and stop so many times faster than in life: journeys are about screens. */
const SPEED = 40;

/**
 * A portal as a person gets it, with a cluster of its own and a browser to look at it with.
 */
export class Portal {
  readonly #folder: string;
  readonly #browser: Browser;
  readonly #backend: BackendProcess;
  readonly cluster: RunningCluster;
  readonly #visitors: Visitor[] = [];

  private constructor(parts: {
    folder: string;
    browser: Browser;
    backend: BackendProcess;
    cluster: RunningCluster;
  }) {
    this.#folder = parts.folder;
    this.#browser = parts.browser;
    this.#backend = parts.backend;
    this.cluster = parts.cluster;
  }

  static async start(
    platform = 'omnicloud',
    config = demoConfig(),
  ): Promise<Portal> {
    await buildScreens();
    const folder = mkdtempSync(join(tmpdir(), 'upgrade-browser-'));
    const cluster = await runCluster({
      target: 'embedded',
      platform: platforms[platform].simulated,
      speed: SPEED,
      onError: error => process.stderr.write(`The cluster: ${error}\n`),
    });
    const backend = new BackendProcess({
      port: await freePort(),
      folder,
      extent: 'portal',
      clusters: [
        { name: platforms[platform].cluster.name, ...cluster.connection },
      ],
      config,
    });
    const [browser] = await Promise.all([launchBrowser(), backend.start()]);
    return new Portal({ folder, browser, backend, cluster });
  }

  /** Somebody with a browser of their own: other visitors' choices and drafts aren't in it. */
  async visit(persona: Persona, look: Look = {}): Promise<Visitor> {
    const visitor = await Visitor.enter(
      this.#browser,
      this.#backend.url,
      page => signIn(page, persona),
      look,
    );
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Takes every fault of the cluster away. */
  clearFaults(): void {
    const { faults } = this.cluster;
    faults.list().forEach(fault => faults.remove(fault.name));
  }

  /** Ends the backend in the middle of whatever it does. */
  killBackend(): Promise<void> {
    return this.#backend.kill();
  }

  startBackend(): Promise<void> {
    return this.#backend.start();
  }

  /** Closes what the visitors of one test left open. */
  async closePages(): Promise<void> {
    await Promise.all(this.#visitors.splice(0).map(it => it.leave()));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#backend.stop();
    await this.cluster.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

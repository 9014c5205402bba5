import {
  Inventory,
  ReleaseOption,
  Strategy,
  TargetDescriptor,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { RestrictedClusterClient } from '../../cluster/RestrictedClusterClient';
import {
  CheckInput,
  DriverContext,
  PlanInput,
  UpgradeDriver,
} from '../../driver/UpgradeDriver';
import { ClusterClient } from '../../ports/ClusterClient';
import { AccessRule } from '../../step/StepHandler';
import { stepHandlersOf } from '../../steps/stepHandlersOf';
import { ClusterWorld } from './ClusterWorld';
import { deepFreeze } from '../deepFreeze';
import { ClientRequest } from '../InterceptedClusterClient';
import { recordRequests } from '../recordRequests';
import { TRIAL_IDENTITY } from './StepTrial';

/**
 * Asks a driver as the backend does: inspect, releases, target, facts, plan, checks. What the driver's
 * pure functions are given is frozen.
 *
 * @public
 */
export class DriverTrial {
  readonly writes: () => ClientRequest[];
  readonly #cluster: ClusterClient;

  constructor(
    private readonly driver: UpgradeDriver,
    private readonly world: ClusterWorld,
    options: { isRestricted?: boolean } = {},
  ) {
    const { client, writes } = recordRequests(world.cluster);
    this.writes = writes;
    this.#cluster = options.isRestricted
      ? new RestrictedClusterClient(
          client,
          driver.rights,
          `driver '${driver.platform}'`,
        )
      : client;
  }

  /**
   * @param view - stands between the driver and the cluster
   */
  async inspect(
    view: (cluster: ClusterClient) => ClusterClient = cluster => cluster,
  ): Promise<Inventory> {
    return this.driver.inspect(this.#context(view(this.#cluster)));
  }

  async releases(): Promise<ReleaseOption[]> {
    return this.driver.listReleases(this.#context(), await this.inspect());
  }

  async target(version: string): Promise<TargetDescriptor> {
    return this.driver.describeTarget(
      this.#context(),
      await this.inspect(),
      version,
    );
  }

  /**
   * @throws Error when the driver doesn't offer the version
   */
  async planInput(toVersion: string, strategy: Strategy): Promise<PlanInput> {
    const inventory = await this.inspect();
    const releases = await this.driver.listReleases(this.#context(), inventory);
    const release = releases.find(({ version }) => version === toVersion);
    if (!release) {
      throw new Error(
        `${this.driver.title} offers ${
          releases.map(({ version }) => version).join(', ') || 'nothing'
        }, not ${toVersion}`,
      );
    }
    const target = await this.target(toVersion);
    const facts = await this.driver.readPlanFacts(
      this.#context(),
      inventory,
      target,
    );
    const thresholds = inventory.applications.map(({ id, desired }) => ({
      applicationId: id,
      maxFailures: 1,
      unit: 'count' as const,
      mustLastMs: 30_000,
      action: 'rollback' as const,
      source: 'platform-default' as const,
      sourceName: 'contract',
      allowedInstances: Math.min(1, desired),
    }));
    return deepFreeze({
      inventory,
      target,
      path: release.path,
      strategy,
      thresholds,
      facts,
    });
  }

  async plan(toVersion: string, strategy: Strategy): Promise<UpgradePlan> {
    return this.driver.compilePlan(await this.planInput(toVersion, strategy));
  }

  async checkInput(toVersion: string): Promise<CheckInput> {
    const input = await this.planInput(toVersion, this.driver.defaultStrategy);
    const plan = this.driver.compilePlan(input);
    return {
      ...this.#context(),
      inventory: input.inventory,
      plan: deepFreeze(plan),
      neededRights: this.#rightsOf(plan),
    };
  }

  #rightsOf(plan: UpgradePlan): AccessRule[] {
    const handlers = stepHandlersOf(this.driver);
    return plan.steps
      .flatMap(step => [step, ...step.undo])
      .flatMap(({ kind, input }) => {
        const handler = handlers.find(candidate => candidate.kind === kind);
        return handler ? handler.rightsFor(handler.parseInput(input)) : [];
      });
  }

  #context(cluster = this.#cluster): DriverContext {
    return {
      clusterRef: TRIAL_IDENTITY.clusterRef,
      cluster,
      clock: this.world.clock,
    };
  }
}

import { AuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  CreatePlanRequest,
  EffectiveThreshold,
  Inventory,
  Message,
  Strategy,
  Threshold,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock, StepHandler } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import {
  ClusterInspector,
  ReachableCluster,
} from '../clusters/ClusterInspector';
import { DriverRegistry } from '../clusters/DriverRegistry';
import { askCluster } from '../clusters/askCluster';
import {
  nameApplications,
  resolveThresholds,
} from '../thresholds/resolveThresholds';
import {
  DisputedWorkload,
  disputedWorkloads,
} from '../thresholds/workloadClaims';
import {
  ConfiguredThreshold,
  defaultThresholdOf,
} from '../thresholds/defaultThreshold';
import { ThresholdStore } from '../thresholds/ThresholdStore';
import { buildPlan, BuiltPlan, requireKnownApplications } from './buildPlan';
import { chooseStrategy } from './chooseStrategy';
import { planDrift } from './planDrift';

/** A cluster as planning sees it. */
export interface InspectedCluster {
  inventory: Inventory;
  thresholds: EffectiveThreshold[];
  /** Workloads that more than one Component claims. */
  disputed: DisputedWorkload[];
}

/** What planning needs; each part reads, none changes anything. */
export interface PlanMakerOptions {
  catalog: ClusterCatalog;
  drivers: DriverRegistry;
  inspector: ClusterInspector;
  thresholds: ThresholdStore;
  auth: AuthService;
  clock: Clock;
  /** Step handlers that plans of a platform may use. */
  handlersOf: (platform: string) => readonly StepHandler[];
  defaultThreshold: ConfiguredThreshold;
  strategyByPlatform: Record<string, Partial<Strategy>>;
  /** For the driver's part of planning. */
  timeoutMs: number;
}

/** Makes plans, and makes them again to see whether they still hold. */
export class PlanMaker {
  readonly #options: PlanMakerOptions;

  constructor(options: PlanMakerOptions) {
    this.#options = options;
  }

  /**
   * What runs on a cluster, with the catalog's names of the applications and the threshold that holds
   * for each.
   */
  async inspectCluster(
    seen: Inventory,
    forUpgrade: CreatePlanRequest['thresholds'] = [],
  ): Promise<InspectedCluster> {
    const { auth, catalog, thresholds: store } = this.#options;
    // With the service's own rights: what protects an application must not depend on who plans.
    const credentials = await auth.getOwnServiceCredentials();
    const applications = await catalog.listApplications(
      seen.clusterRef,
      credentials,
    );
    const inventory = nameApplications(seen, applications);
    requireKnownApplications(inventory, forUpgrade);
    const stored = await store.readThresholds(
      applications.map(({ ref }) => ref),
    );
    const thresholds = resolveThresholds(inventory, {
      applications,
      storedByRef: stored,
      forUpgrade: byApplication(forUpgrade),
      platformDefault: defaultThresholdOf(
        this.#options.defaultThreshold,
        this.#options.drivers.find(seen.platform),
      ),
    });
    const disputed = disputedWorkloads(
      inventory.applications.map(({ id }) => id),
      applications,
    );
    return { inventory, thresholds, disputed };
  }

  /** What is used where the person chooses nothing; undefined when no driver is installed. */
  defaultStrategyOf(platform: string): Strategy | undefined {
    const { drivers, strategyByPlatform } = this.#options;
    const driver = drivers.find(platform);
    return (
      driver &&
      chooseStrategy(driver.defaultStrategy, strategyByPlatform[platform])
    );
  }

  /** Which parts of a strategy count on the platform; undefined: all. */
  strategyParametersOf(platform: string): (keyof Strategy)[] | undefined {
    const parameters = this.#options.drivers.find(platform)?.strategyParameters;
    return parameters && [...parameters];
  }

  /** @throws what {@link buildPlan} throws, and when the cluster can't be read */
  async make(
    cluster: ReachableCluster,
    request: CreatePlanRequest,
  ): Promise<BuiltPlan & InspectedCluster> {
    const { clock, timeoutMs, inspector } = this.#options;
    const inspected = await this.inspectCluster(
      await inspector.inspect(cluster),
      request.thresholds,
    );
    const built = await askCluster(
      signal =>
        buildPlan(request, {
          driver: cluster.driver,
          context: inspector.contextOf(cluster, signal),
          ...inspected,
          handlers: this.#options.handlersOf(cluster.entity.platform),
          configuredStrategy:
            this.#options.strategyByPlatform[cluster.entity.platform],
        }),
      { clock, timeoutMs, what: `planning for ${cluster.entity.ref}` },
    );
    return { ...built, ...inspected };
  }

  /**
   * Makes the same plan again and says what is different now; empty when nothing is.
   */
  async drift(
    cluster: ReachableCluster,
    planned: UpgradePlan,
  ): Promise<Message[]> {
    try {
      const { plan } = await this.make(cluster, {
        toVersion: planned.toVersion,
        strategy: planned.strategy,
        thresholds: planned.thresholds
          .filter(({ source }) => source === 'upgrade')
          .map(({ applicationId, maxFailures, unit, mustLastMs, action }) => ({
            applicationId,
            maxFailures,
            unit,
            mustLastMs,
            action,
          })),
      });
      return planDrift(
        planned,
        plan,
        this.#options.handlersOf(cluster.entity.platform),
      );
    } catch (error) {
      return [refusedNow(error)];
    }
  }
}

/** That a plan can't be made any more is a drift too; that the cluster gives no answer is not. */
function refusedNow(error: unknown): Message {
  if (
    error instanceof InputError ||
    (error instanceof Error &&
      ['NotFoundError', 'ConflictError'].includes(error.name))
  ) {
    return {
      code: 'plan-not-possible-any-more',
      text: (error as Error).message,
    };
  }
  throw error;
}

function byApplication(
  thresholds: NonNullable<CreatePlanRequest['thresholds']>,
): Map<string, Threshold> {
  return new Map(
    thresholds.map(({ applicationId, ...threshold }) => [
      applicationId,
      threshold,
    ]),
  );
}

import {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  Clock,
  Random,
  StepHandler,
  stepLibrary,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ApiServices } from './api/ApiServices';
import { Authorizer } from './api/authorization/authorize';
import {
  createSubjectFinders,
  SubjectFinders,
} from './api/authorization/subjectFinders';
import { UpgradeResources } from './api/authorization/UpgradeResources';
import { CatalogClusterAccess } from './clusters/CatalogClusterAccess';
import { ClusterCatalog } from './clusters/ClusterCatalog';
import { ClusterConnector } from './clusters/ClusterConnector';
import { ownerOf, readClusterEntity } from './clusters/ClusterEntity';
import { ClusterInspector } from './clusters/ClusterInspector';
import { DriverRegistry } from './clusters/DriverRegistry';
import { KubernetesConnections } from './clusters/KubernetesConnections';
import { UpgradeConfig } from './config';
import { DatabaseOutboxStore } from './database/DatabaseOutboxStore';
import { DatabasePlanStore } from './database/DatabasePlanStore';
import { DatabaseThresholdStore } from './database/DatabaseThresholdStore';
import { DatabaseUpgradeStore } from './database/DatabaseUpgradeStore';
import { UpgradeDatabase } from './database/UpgradeDatabase';
import { EventHub } from './engine/EventHub';
import { OutboxSender } from './engine/OutboxSender';
import { UpgradeEngine } from './engine/UpgradeEngine';
import { UpgradeRequests } from './engine/UpgradeRequests';
import { UpgradeMessenger } from './notifications/UpgradeMessenger';
import { ResourceLoader } from './permissions/registerPermissions';
import { PlanMaker } from './planner/PlanMaker';
import { Verifier } from './verification/Verifier';

/** What the plugin is made of, from the portal and from the outside. */
export interface WiringOptions {
  auth: AuthService;
  catalog: CatalogService;
  rootConfig: Config;
  config: UpgradeConfig;
  drivers: DriverRegistry;
  logger: LoggerService;
  notifications: NotificationService;
  signals: SignalsService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  database: UpgradeDatabase;
  clock: Clock;
  random: Random;
}

/** The parts of the plugin, put together. */
export interface WiredUpgrades {
  services: ApiServices;
  finders: SubjectFinders;
  resources: ResourceLoader;
  plans: DatabasePlanStore;
  start(): void;
  stop(): Promise<void>;
}

/** Planning may ask the cluster several times, each within the limit of an inspection. */
const PLANNING_TIMEOUT_FACTOR = 3;

/** Puts engine, stores, planner and API together. */
export function wireUpgrades(options: WiringOptions): WiredUpgrades {
  const { auth, clock, config, drivers, random } = options;
  const upgrades = DatabaseUpgradeStore.create(options);
  const plans = DatabasePlanStore.create(options);
  const thresholds = DatabaseThresholdStore.create(options);
  const catalog = new ClusterCatalog(options.catalog);
  const connector = new ClusterConnector(
    new KubernetesConnections(options.rootConfig),
  );
  const inspector = new ClusterInspector({
    drivers,
    connector,
    clock,
    timeoutMs: config.inspection.timeoutMs,
  });
  const handlersOf = (platform: string): StepHandler[] => [
    ...stepLibrary,
    ...(drivers.find(platform)?.stepHandlers ?? []),
  ];
  const hub = new EventHub();
  const engine = new UpgradeEngine({
    store: upgrades,
    clusters: new CatalogClusterAccess({ auth, catalog, connector }),
    platformOf: name => drivers.find(name),
    hub,
    clock,
    random,
    logger: options.logger,
    settings: {
      leaseMs: config.worker.leaseMs,
      pollMs: config.worker.pollMs,
      maxUpgrades: config.worker.concurrency,
    },
  });
  const messenger = new UpgradeMessenger({
    ...options,
    notifications: config.areNotificationsEnabled
      ? options.notifications
      : undefined,
    catalog,
    readState: id => upgrades.readState(id),
  });
  const sender = new OutboxSender(
    {
      outbox: DatabaseOutboxStore.create(options),
      store: upgrades,
      clock,
      random,
      logger: options.logger,
    },
    event => messenger.tell(event),
  );
  const requests = new UpgradeRequests({
    store: upgrades,
    clock,
    random,
    wake: upgradeId => {
      hub.publish(upgradeId);
      engine.wake(upgradeId);
    },
  });
  const authorizer = new Authorizer(
    options.permissions,
    options.permissionsRegistry,
  );
  const upgradeResources = new UpgradeResources({
    readState: id => upgrades.readState(id),
    catalog,
    auth,
  });
  const services: ApiServices = {
    auth,
    authorizer,
    catalog,
    drivers,
    inspector,
    planMaker: new PlanMaker({
      catalog,
      drivers,
      inspector,
      thresholds,
      auth,
      clock,
      handlersOf,
      defaultThreshold: config.defaultThreshold,
      strategyByPlatform: config.strategyByPlatform,
      timeoutMs: config.inspection.timeoutMs * PLANNING_TIMEOUT_FACTOR,
    }),
    verifier: new Verifier({
      inspector,
      handlersOf,
      limits: {
        clock,
        timeoutMs: config.verification.checkTimeoutMs,
        concurrency: config.verification.concurrency,
      },
    }),
    plans,
    thresholds,
    upgrades,
    upgradeResources,
    requests,
    hub,
    clock,
    random,
    config,
  };
  return {
    services,
    finders: createSubjectFinders({
      catalog,
      readPlan: id => plans.readPlan(id),
      upgrades: upgradeResources,
      authorizer,
    }),
    resources: resourceLoader(services),
    plans,
    start() {
      if (config.worker.isEnabled) {
        engine.start();
      }
      sender.start();
    },
    async stop() {
      await Promise.all([engine.stop(), sender.stop()]);
      connector.close();
    },
  };
}

/** Loads what policies decide on, with the service's own rights. */
function resourceLoader({
  auth,
  catalog,
  upgradeResources,
}: ApiServices): ResourceLoader {
  const find = async (ref: string) =>
    catalog.findEntity(ref, await auth.getOwnServiceCredentials());
  return {
    async loadCluster(ref) {
      const entity = await find(ref);
      return entity && readClusterEntity(entity);
    },
    async loadUpgrade(id) {
      try {
        return await upgradeResources.get(id);
      } catch (error) {
        if (isError(error) && error.name === 'NotFoundError') {
          return undefined;
        }
        throw error;
      }
    },
    async loadApplication(ref) {
      const entity = await find(ref);
      return entity && { ref, ownerRef: ownerOf(entity) };
    },
  };
}

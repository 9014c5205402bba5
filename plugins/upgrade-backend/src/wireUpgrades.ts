import {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  Clock,
  Random,
  stepHandlersOf,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ApiServices } from './api/ApiServices';
import { Authorizer } from './authorization/authorize';
import {
  createSubjectFinders,
  SubjectFinders,
} from './authorization/subjectFinders';
import { ClusterVisibility } from './authorization/ClusterVisibility';
import { UpgradeResources } from './authorization/UpgradeResources';
import { PlanOutlines } from './api/views/PlanOutlines';
import { UpgradeProgress } from './api/views/UpgradeProgress';
import { CatalogClusterAccess } from './clusters/CatalogClusterAccess';
import { ClusterCatalog } from './clusters/ClusterCatalog';
import { ClusterConnector } from './clusters/ClusterConnector';
import { ClusterInspector } from './clusters/ClusterInspector';
import { ConnectionRules } from './clusters/ConnectionRules';
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
import { createResourceLoader } from './authorization/policy/createResourceLoader';
import { ResourceLoader } from './authorization/policy/registerPermissions';
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
  userInfo: UserInfoService;
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

/** What several of the parts below share. */
interface SharedServices extends WiringOptions {
  upgrades: DatabaseUpgradeStore;
  plans: DatabasePlanStore;
  thresholds: DatabaseThresholdStore;
  clusters: ClusterCatalog;
  connector: ClusterConnector;
  inspector: ClusterInspector;
  readState: DatabaseUpgradeStore['readState'];
}

/** Puts engine, stores, planner and API together. */
export function wireUpgrades(options: WiringOptions): WiredUpgrades {
  const services = prepareServices(options);
  const { auth, clusters: catalog, config, plans, readState } = services;
  const running = wireRunning(services);
  const authorizer = new Authorizer(
    options.permissions,
    options.permissionsRegistry,
  );
  const upgradeResources = new UpgradeResources({ readState, catalog, auth });
  const visibility = new ClusterVisibility({ ...options, catalog });
  return {
    services: {
      ...services,
      ...wirePlanning(services),
      ...running,
      catalog,
      authorizer,
      connectionRules: new ConnectionRules({
        auth,
        catalog,
        sharedConnections: config.sharedConnections,
      }),
      upgradeResources,
      visibility,
      outlines: new PlanOutlines({ store: services.upgrades }),
      progress: new UpgradeProgress({ ...services, store: services.upgrades }),
    },
    finders: createSubjectFinders({
      catalog,
      readPlan: id => plans.readPlan(id),
      upgrades: upgradeResources,
      visibility,
      authorizer,
    }),
    resources: createResourceLoader({
      auth,
      catalog,
      getUpgrade: id => upgradeResources.get(id),
    }),
    plans,
    start() {
      if (config.worker.isEnabled) {
        running.engine.start();
      }
      running.sender.start();
      running.feed?.start(change => {
        if (!change) {
          running.hub.publishAll();
          running.engine.wakeAll();
          return;
        }
        running.hub.publish(change.upgradeId);
        if (change.isAsked) {
          running.engine.wake(change.upgradeId);
        }
      });
    },
    async stop() {
      await Promise.all([
        running.feed?.stop(),
        running.engine.stop(),
        running.sender.stop(),
      ]);
      services.connector.close();
    },
  };
}

function prepareServices(options: WiringOptions): SharedServices {
  const upgrades = DatabaseUpgradeStore.create(options);
  const connector = new ClusterConnector({
    ...options,
    connections: new KubernetesConnections(options.rootConfig),
  });
  return {
    ...options,
    upgrades,
    plans: DatabasePlanStore.create(options),
    thresholds: DatabaseThresholdStore.create(options),
    clusters: new ClusterCatalog(options.catalog),
    connector,
    inspector: new ClusterInspector({
      ...options,
      connector,
      ...options.config.inspection,
    }),
    readState: id => upgrades.readState(id),
  };
}

/** What runs upgrades and tells about them. */
function wireRunning(services: SharedServices) {
  const { config, clusters: catalog, upgrades: store } = services;
  const hub = new EventHub();
  const engine = new UpgradeEngine({
    ...services,
    store,
    clusters: new CatalogClusterAccess({ ...services, catalog }),
    platformOf: name => services.drivers.find(name),
    hub,
    settings: {
      leaseMs: config.worker.leaseMs,
      pollMs: config.worker.pollMs,
      maxUpgrades: config.worker.concurrency,
      maxFailedOnRollback: config.maxFailedOnRollback,
    },
  });
  const messenger = new UpgradeMessenger({
    ...services,
    catalog,
    notifications: config.areNotificationsEnabled
      ? services.notifications
      : undefined,
  });
  const sender = new OutboxSender(
    { ...services, store, outbox: DatabaseOutboxStore.create(services) },
    event => messenger.tell(event),
  );
  const requests = new UpgradeRequests({
    ...services,
    store,
    noteLimits: config.limits,
    wake: upgradeId => {
      hub.publish(upgradeId);
      engine.wake(upgradeId);
    },
  });
  const feed = services.database.dialect.openFeed({
    ...services,
    knex: services.database.knex,
  });
  return { hub, engine, sender, requests, feed };
}

/** What makes plans and verifies them. */
function wirePlanning(services: SharedServices) {
  const { clock, config, drivers, clusters: catalog } = services;
  const handlersOf = (platform: string) =>
    stepHandlersOf(drivers.find(platform));
  return {
    planMaker: new PlanMaker({
      ...services,
      ...config,
      catalog,
      handlersOf,
      timeoutMs: config.inspection.timeoutMs * PLANNING_TIMEOUT_FACTOR,
    }),
    verifier: new Verifier({
      inspector: services.inspector,
      handlersOf,
      limits: {
        clock,
        timeoutMs: config.verification.checkTimeoutMs,
        concurrency: config.verification.concurrency,
      },
    }),
  };
}

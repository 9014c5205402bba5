import { ApiServices } from './ApiServices';
import { RouteHandlers } from './RouteHandler';
import { clusterRoutes } from './routes/clusters';
import { controlRoutes } from './routes/controls';
import { eventRoutes } from './routes/events';
import { overrideRoutes } from './routes/overrides';
import { planRoutes } from './routes/plans';
import { platformRoutes } from './routes/platforms';
import { reportRoutes } from './routes/report';
import { startUpgradeRoute } from './routes/startUpgrade';
import { thresholdRoutes } from './routes/thresholds';
import { upgradeRoutes } from './routes/upgrades';

/** Code for every operation of the API. */
export function routeHandlers(services: ApiServices): RouteHandlers {
  return {
    ...platformRoutes(services),
    ...clusterRoutes(services),
    ...planRoutes(services),
    ...overrideRoutes(services),
    ...startUpgradeRoute(services),
    ...upgradeRoutes(services),
    ...eventRoutes(services),
    ...reportRoutes(services),
    ...controlRoutes(services),
    ...thresholdRoutes(services),
  };
}

import { PlatformView } from '@cluster-upgrade/plugin-upgrade-common';
import { WORKLOAD_CLAIMS } from '../../verification/workloadClaims';
import { ApiServices } from '../ApiServices';
import { RouteHandlers } from '../RouteHandler';

/** What this portal can upgrade. */
export function platformRoutes({
  drivers,
}: Pick<ApiServices, 'drivers'>): Pick<RouteHandlers, 'listPlatforms'> {
  return {
    async listPlatforms() {
      const platforms = drivers.list().map((driver): PlatformView => ({
        platform: driver.platform,
        title: driver.title,
        defaultStrategy: driver.defaultStrategy,
        checks: [...driver.checks, WORKLOAD_CLAIMS].map(
          ({ id, title, group }) => ({
            id,
            title,
            group,
          }),
        ),
      }));
      return { status: 200, json: { platforms } };
    },
  };
}

import { ApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import { catalogEntityRouteRef, rootRouteRef } from '../routes';
import { fakeUpgradeApi } from './fakeUpgradeApi';

/** Renders a screen of the plugin in an app of the new frontend system. */
export function renderScreen(
  element: JSX.Element,
  answers: Partial<UpgradeApi>,
  initialRoute = '/',
  apis: ReadonlyArray<readonly [ApiRef<any>, any]> = [],
) {
  return renderInTestApp(element, {
    apis: [[upgradeApiRef, fakeUpgradeApi(answers)], ...apis],
    initialRouteEntries: [initialRoute],
    mountedRoutes: {
      '/upgrades': rootRouteRef,
      '/catalog/:namespace/:kind/:name': catalogEntityRouteRef,
    },
  });
}

import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import upgradePlugin from '@cluster-upgrade/plugin-upgrade';
import { homeModule } from './modules/home/homeModule';
import { navModule } from './modules/nav/navModule';
import { signInModule } from './modules/signIn/signInModule';

/** What the portal is made of; the tests render the same list. */
export const features = [
  catalogPlugin,
  notificationsPlugin,
  orgPlugin,
  scaffolderPlugin,
  searchPlugin,
  signalsPlugin,
  techdocsPlugin,
  userSettingsPlugin,
  upgradePlugin,
  homeModule,
  navModule,
  signInModule,
];

export default createApp({ features });

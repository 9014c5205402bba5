import { createBackend } from '@backstage/backend-defaults';
import { platforms } from '@cluster-upgrade/platforms';
import { personaAuthModule } from './personas/personaAuthModule';
import { demoPolicyModule } from './policy/demoPolicyModule';
import { markdownDocsModule } from './techdocs/markdownDocsModule';

const backend = createBackend();

// What an upgrade needs: people, who may do what, what there is.
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(personaAuthModule);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(demoPolicyModule);
backend.add(import('@backstage/plugin-catalog-backend'));

backend.add(import('@cluster-upgrade/plugin-upgrade-backend'));
// One driver for each kind of cluster; a portal of yours names them: backend.add(import('@…/plugin-upgrade-backend-module-…')).
Object.values(platforms).forEach(({ driverModule }) =>
  backend.add(driverModule()),
);

// `./dev demo` and the crash tests need no screens: they start in a fraction of the time.
if (process.env.PORTAL_HEADLESS !== 'true') {
  backend.add(import('@backstage/plugin-app-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-search-backend'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));
  backend.add(import('@backstage/plugin-search-backend-module-techdocs'));
  backend.add(import('@backstage/plugin-techdocs-backend'));
  backend.add(markdownDocsModule);
  backend.add(import('@backstage/plugin-scaffolder-backend'));
  backend.add(
    import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
  );
  backend.add(
    import('@cluster-upgrade/plugin-scaffolder-backend-module-upgrade'),
  );
}

backend.start();

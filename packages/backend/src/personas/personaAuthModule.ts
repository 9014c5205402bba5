import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { personas } from './personas';

/**
 * Signs anyone in as a demo persona, without a password: only where
 * `auth.demoPersonas.enabled` says so.
 */
export const personaAuthModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-personas',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const isEnabled =
          config.getOptionalBoolean('auth.demoPersonas.enabled') ?? false;
        for (const persona of personas) {
          providers.registerProvider({
            providerId: `demo-${persona.id}`,
            factory: createProxyAuthProviderFactory({
              authenticator: createProxyAuthenticator({
                defaultProfileTransform: async () => ({ profile: {} }),
                initialize: () => isEnabled,
                authenticate: async () => {
                  if (!isEnabled) {
                    throw new NotAllowedError(
                      'Demo personas are off. Set auth.demoPersonas.enabled to true, on a portal that only shows a demo.',
                    );
                  }
                  return { result: {} };
                },
              }),
              signInResolver: (_, ctx) =>
                ctx.signInWithCatalogUser({ entityRef: persona.userRef }),
            }),
          });
        }
      },
    });
  },
});

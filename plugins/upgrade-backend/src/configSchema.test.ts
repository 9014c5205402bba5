import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { loadConfigSchema } from '@backstage/config-loader';

const PACKAGE = '@cluster-upgrade/plugin-upgrade-backend';

function portal(kubernetes: object) {
  return [{ context: 'app-config.yaml', data: { kubernetes } }];
}

describe('the configuration schema', () => {
  it('keeps what opens a cluster out of the log and the frontend, without the Kubernetes plugin too', async () => {
    const schema = await loadConfigSchema({
      dependencies: [],
      packagePaths: [resolvePackagePath(PACKAGE, 'package.json')],
    });
    const cluster = { name: 'prod-eu', url: 'https://prod-eu.example.com' };
    const secrets = { serviceAccountToken: 'token', caData: 'Q0E=' };
    const config = portal({
      clusterLocatorMethods: [
        { type: 'config', clusters: [{ ...cluster, ...secrets }] },
      ],
    });

    const visible = (visibility: 'secret' | 'frontend') =>
      schema.process(config, {
        visibility: [visibility],
        // Of the portal's whole configuration only the part under test is here.
        ignoreSchemaErrors: true,
      });

    expect(visible('secret')).toEqual([
      expect.objectContaining(
        portal({ clusterLocatorMethods: [{ clusters: [secrets] }] })[0],
      ),
    ]);
    expect(JSON.stringify(visible('frontend'))).not.toContain('token');
  });
});

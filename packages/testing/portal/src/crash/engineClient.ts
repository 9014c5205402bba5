import { mockCredentials } from '@backstage/backend-test-utils';
import {
  UpgradeApi,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';

/** The API of a backend of extent `engine`, which asks nobody to sign in, as the demo's operator. */
export function engineClient(url: string): UpgradeApi {
  return new UpgradeClient({
    discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: {
            ...Object.fromEntries(new Headers(init?.headers)),
            authorization: mockCredentials.user.header('user:default/mia'),
          },
        }),
    },
  });
}

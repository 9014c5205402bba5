import { mockCredentials } from '@backstage/backend-test-utils';
import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeClientAt } from '../rest/upgradeClientAt';

/** The API of a backend of extent `engine`, which asks nobody to sign in, as the demo's operator. */
export function engineClient(url: string): UpgradeApi {
  return upgradeClientAt(url, mockCredentials.user.token('user:default/mia'));
}

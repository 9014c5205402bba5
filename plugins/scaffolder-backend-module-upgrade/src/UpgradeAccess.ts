import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  UPGRADE_PLUGIN_ID,
  UpgradeApi,
  UpgradeClient,
  UpgradeRequestOptions,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The upgrade API as a template action uses it.
 */
export class UpgradeAccess {
  readonly api: UpgradeApi;
  readonly #auth: AuthService;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    api?: UpgradeApi;
  }) {
    this.#auth = options.auth;
    this.api =
      options.api ?? new UpgradeClient({ discoveryApi: options.discovery });
  }

  /** Acts as the person who runs the template: what they may not do, the template can't. */
  async onBehalfOf(
    person: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<UpgradeRequestOptions> {
    return { token: await this.#tokenFor(person), signal };
  }

  /**
   * Acts as the scaffolder itself. Only for following what the person was allowed to see: their token
   * would expire in the middle of a long upgrade.
   */
  async asService(signal?: AbortSignal): Promise<UpgradeRequestOptions> {
    const own = await this.#auth.getOwnServiceCredentials();
    return { token: await this.#tokenFor(own), signal };
  }

  async #tokenFor(onBehalfOf: BackstageCredentials): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf,
      targetPluginId: UPGRADE_PLUGIN_ID,
    });
    return token;
  }
}

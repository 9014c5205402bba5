import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  UpgradeClient,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CLUSTER_REF } from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';
import { allowAll } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

/** The policy of a portal in which not everybody sees every entity. */
const CATALOG_BY_OWNER: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: {
    rule: 'IS_ENTITY_OWNER',
    resourceType: 'catalog-entity',
    params: { claims: [] },
  },
};

describe('an upgrade whose cluster is removed from the catalog', () => {
  let portal: OmniCloudPortal;
  let mia: UpgradeClient;
  let upgradeId: string;

  beforeAll(async () => {
    portal = await startOmniCloudPortal();
    mia = portal.clientAs('user:default/mia');
    const made = await mia.createPlan(CLUSTER_REF, {
      toVersion: (await mia.getCluster(CLUSTER_REF)).overview
        .recommendedVersion!,
    });
    const plan = made.verification ? made : await mia.runChecks(made.id);
    const { state } = await mia.startUpgrade({
      planId: plan.id,
      planHash: plan.hash,
    });
    upgradeId = state.id;
    await until(({ steps }) =>
      Object.values(steps.upgrade).some(({ status }) => status === 'done'),
    );
    portal.catalog.shows = ref => ref !== CLUSTER_REF;
  });

  afterEach(() => {
    portal.policy.decide = allowAll;
  });

  afterAll(() => portal?.stop());

  async function until(
    isReached: (state: UpgradeState) => boolean,
  ): Promise<UpgradeState> {
    for (;;) {
      const { state } = await mia.getUpgrade(upgradeId);
      if (isReached(state)) {
        return state;
      }
      await new Promise(next => setTimeout(next, 50));
    }
  }

  it('stays as hidden as it was from those who may not see every entity', async () => {
    portal.policy.decide = permission =>
      permission === 'catalog.entity.read'
        ? CATALOG_BY_OWNER
        : { result: AuthorizeResult.ALLOW };
    const hidden = {
      body: {
        error: {
          name: 'NotFoundError',
          message: expect.stringContaining(`There is no upgrade ${upgradeId}`),
        },
      },
    };
    const eve = portal.clientAs('user:default/eve');
    await expect(eve.getUpgrade(upgradeId)).rejects.toMatchObject(hidden);
    await expect(eve.rollBackUpgrade(upgradeId)).rejects.toMatchObject(hidden);
    expect((await eve.listUpgrades()).upgrades).toEqual([]);
    // Whoever asked for it knows of it.
    expect((await mia.listUpgrades()).upgrades).toHaveLength(1);
  });

  it('is brought back to where it began by those who may', async () => {
    await mia.rollBackUpgrade(upgradeId);
    const state = await until(
      ({ status }) => status === 'finished' || status === 'needs-attention',
    );
    expect(state.outcome).toBe('rolled-back');
  });
});

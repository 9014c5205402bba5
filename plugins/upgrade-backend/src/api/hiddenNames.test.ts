import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  PlanView,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  CLUSTER_REF,
  SHOP_OWNER,
  SHOP_REF,
  shopEntity,
} from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';

jest.setTimeout(120_000);

const MIA = 'user:default/mia';
/** Sees the cluster, and one Component that runs on it. */
const VICTOR = 'user:default/victor';
const HIDDEN_NAMES = [SHOP_REF, SHOP_OWNER, shopEntity.metadata.title!];

const MOST_LOOKS = 300;

/** Claims the same workload as the shop. */
const visible: Entity = {
  ...shopEntity,
  metadata: { ...shopEntity.metadata, name: 'z-visible', title: 'Visible' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/visible' },
    { type: 'dependsOn', targetRef: CLUSTER_REF },
  ],
};

/** What is under test: everything that the API says, as it says it. */
describe('a Component that is hidden in the catalog', () => {
  let portal: OmniCloudPortal;
  let mia: UpgradeClient;
  let plan: PlanView;
  let upgradeId: string;
  /** What who doesn't see it is told when the dispute blocks a start. */
  let refusal: string;

  beforeAll(async () => {
    portal = await startOmniCloudPortal({ entities: [visible] });
    portal.catalog.shows = (ref, { principal }) =>
      ref !== SHOP_REF ||
      (principal as { userEntityRef?: string }).userEntityRef !== VICTOR;
    mia = portal.clientAs(MIA);
    const { overview } = await mia.getCluster(CLUSTER_REF);
    const made = () =>
      mia.createPlan(CLUSTER_REF, { toVersion: overview.recommendedVersion! });
    refusal = (await startAs(VICTOR, await made())).text;
    plan = await made();
    for (const { findingId } of plan.blockers) {
      await mia.putOverride(plan.id, findingId!, {
        reason: 'Only what is said is tested here',
      });
    }
    const started = await startAs(MIA, plan);
    upgradeId = JSON.parse(started.text).state.id;
    await mia.addNote(upgradeId, { text: `Look at ${SHOP_REF}` });
    await untilJudged();
  });

  afterAll(() => portal?.stop());

  it.each([
    { what: 'a plan', path: () => `/v1/plans/${plan.id}` },
    {
      what: 'a plan with values',
      path: () => `/v1/plans/${plan.id}?values=shown`,
    },
    {
      what: 'new checks',
      path: () => `/v1/plans/${plan.id}/checks`,
      body: {},
    },
    { what: 'an upgrade', path: () => `/v1/upgrades/${upgradeId}` },
    {
      what: 'its plan',
      path: () => `/v1/upgrades/${upgradeId}/plans/upgrade`,
    },
    { what: 'its events', path: () => `/v1/upgrades/${upgradeId}/events` },
    { what: 'its report', path: () => `/v1/upgrades/${upgradeId}/report` },
    {
      what: 'its report to print',
      path: () => `/v1/upgrades/${upgradeId}/report?format=md`,
    },
    { what: 'a cluster', path: () => '/v1/clusters/resource/default/omni' },
    {
      what: 'a threshold',
      path: () => '/v1/applications/component/default/z-visible/threshold',
    },
  ])('is named by $what to those alone who see it', async ({ path, body }) => {
    const asMia = await ask(MIA, path(), body);
    expect(asMia.status).toBe(200);
    expect(asMia.text).toContain('default/shop');
    const asVictor = await ask(VICTOR, path(), body);
    expect(asVictor.status).toBe(200);
    expectHidden(asVictor.text);
  });

  it.each([
    [
      'the outline of a plan',
      () => `/v1/upgrades/${upgradeId}/plans/upgrade/outline`,
    ],
    ['the fleet', () => '/v1/clusters'],
    ['the upgrades', () => '/v1/upgrades'],
  ])('is not named by %s', async (_, path) => {
    const { status, text } = await ask(VICTOR, path());
    expect(status).toBe(200);
    expectHidden(text);
  });

  it('is not named by a start that is refused for it', () => {
    expect(refusal).toContain('shop/shop is claimed by a Component that is');
    expectHidden(refusal);
  });

  it('is named where the request names it, as what is not found', async () => {
    const path = '/v1/applications/component/default/shop/threshold';
    const { status, text } = await ask(VICTOR, path);
    expect({ status, text }).toEqual({
      status: 404,
      text: expect.stringContaining(SHOP_REF),
    });
  });

  function expectHidden(text: string) {
    const [mentioned] = HIDDEN_NAMES.filter(name => text.includes(name));
    expect(mentioned).toBeUndefined();
  }

  function startAs(who: string, { id, hash }: PlanView) {
    return ask(who, '/v1/upgrades', { planId: id, planHash: hash });
  }

  async function ask(who: string, path: string, body?: object) {
    const answer = await fetch(`${portal.baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(who),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    // A refusal quotes where it was thrown while developing; a portal in production doesn't.
    const text = (await answer.text()).replace(/"stack":"[^"]*"/, '');
    return { status: answer.status, text };
  }

  /** The name of the shop stands in what is said about its health, too. */
  async function untilJudged() {
    for (let look = 0; look < MOST_LOOKS; look++) {
      const { state } = await mia.getUpgrade(upgradeId);
      if (JSON.stringify(state.health).includes(SHOP_REF)) {
        return;
      }
      await new Promise(next => setTimeout(next, 200));
    }
    throw new Error('The health of the shop was not judged');
  }
});

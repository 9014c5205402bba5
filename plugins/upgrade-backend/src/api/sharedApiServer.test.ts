import { ResponseError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  entityText,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  CLUSTER_REF,
  omniCloudEntity,
} from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';

jest.setTimeout(60_000);

const ALIAS_REF = 'resource:default/alias';
/** The policy of a portal in which not everybody sees every entity. */
const CATALOG_BY_OWNER: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
};
const REASON = 'We looked at it together and accept it';

async function refusal(call: Promise<unknown>) {
  const error: ResponseError = await call.then(
    () => {
      throw new Error('Nothing was refused');
    },
    thrown => thrown,
  );
  return { status: error.statusCode, message: error.body.error.message };
}

async function readyPlan(api: UpgradeClient, clusterRef: string) {
  const { overview } = await api.getCluster(clusterRef);
  let plan = await api.createPlan(clusterRef, {
    toVersion: overview.recommendedVersion!,
  });
  for (const { findingId } of plan.blockers) {
    if (findingId) {
      plan = await api.putOverride(plan.id, findingId, { reason: REASON });
    }
  }
  return plan;
}

describe('two entities of one API server', () => {
  let portal: OmniCloudPortal;
  let mia: UpgradeClient;

  afterEach(() => portal?.stop());

  it('under two connection names are upgraded one at a time', async () => {
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
      connectionNames: ['omni', 'omni-alias'],
      entities: [
        omniCloudEntity('alias', 'omni-alias', 'group:default/others'),
      ],
    });
    mia = portal.clientAs('user:default/mia');
    const plans = [
      await readyPlan(mia, CLUSTER_REF),
      await readyPlan(mia, ALIAS_REF),
    ];
    expect(plans.map(({ blockers }) => blockers)).toEqual([[], []]);

    const started = await Promise.allSettled(
      plans.map(plan =>
        mia.startUpgrade({ planId: plan.id, planHash: plan.hash }),
      ),
    );
    const won = started.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);

    const first = started.findIndex(({ status }) => status === 'fulfilled');
    const [{ id, clusterRef }] = (await mia.listUpgrades()).upgrades;
    expect(clusterRef).toBe([CLUSTER_REF, ALIAS_REF][first]);
    const other = plans[1 - first];
    const again = await refusal(
      mia.startUpgrade({ planId: other.id, planHash: other.hash }),
    );
    expect(again.status).toBe(409);
    const refusals = started.flatMap(result =>
      result.status === 'rejected' ? [result.reason.body.error] : [],
    );
    // Also whoever was a moment later is told whose upgrade it is.
    for (const { message } of [again, ...refusals]) {
      expect(message).toContain(
        `The upgrade of mia for ${entityText(
          clusterRef,
        )}, which is on the same API server, is not finished.`,
      );
    }

    // Who looks at the other entity is told before they try.
    const view = await mia.getPlan(other.id);
    expect(view.blockers).toMatchObject([
      { kind: 'active-upgrade', reason: { params: { clusterRef } } },
    ]);
    const detail = await mia.getCluster(other.clusterRef);
    expect(detail.actions.start).toMatchObject({
      available: false,
      reason: { code: 'other-upgrade-active', params: { upgradeId: id } },
    });
  });

  it('name the other one only to who may know of it, also once it has left the catalog', async () => {
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
      connectionNames: ['omni', 'omni-alias'],
      entities: [
        omniCloudEntity('alias', 'omni-alias', 'group:default/others'),
      ],
    });
    mia = portal.clientAs('user:default/mia');
    const eve = portal.clientAs('user:default/eve');
    const plan = await readyPlan(mia, CLUSTER_REF);
    await mia.startUpgrade({ planId: plan.id, planHash: plan.hash });
    const namedTo = async (client: UpgradeClient) => {
      const { actions } = await client.getCluster(ALIAS_REF);
      return (actions.start as any).reason.params.clusterRef;
    };
    expect(await namedTo(eve)).toBe(CLUSTER_REF);
    // Hidden: whoever asked for the upgrade can't see the cluster any more.
    portal.catalog.shows = (ref, { principal }) =>
      ref !== CLUSTER_REF || (principal as { type: string }).type !== 'user';
    expect(await namedTo(mia)).toBeUndefined();
    // Gone: whoever asked for the upgrade knows of it, others don't.
    portal.catalog.shows = ref => ref !== CLUSTER_REF;
    portal.policy.decide = permission =>
      permission === 'catalog.entity.read'
        ? CATALOG_BY_OWNER
        : { result: AuthorizeResult.ALLOW };
    expect(await namedTo(mia)).toBe(CLUSTER_REF);
    expect(await namedTo(eve)).toBeUndefined();
  });

  it('that name one platform are refused both, plan and start, with both names', async () => {
    portal = await startOmniCloudPortal({
      upgrade: {
        worker: { enabled: false },
        connections: { sharedByOwners: ['omni'] },
      },
      entities: [omniCloudEntity('twin', 'omni', 'group:default/others')],
    });
    mia = portal.clientAs('user:default/mia');
    for (const ref of [CLUSTER_REF, 'resource:default/twin']) {
      const { actions, overview } = await mia.getCluster(ref);
      expect(actions.plan).toMatchObject({
        available: false,
        reason: { code: 'connection-named-twice' },
      });
      const refused = await refusal(
        mia.createPlan(ref, { toVersion: overview.recommendedVersion! }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain(CLUSTER_REF);
      expect(refused.message).toContain('resource:default/twin');
    }
  });

  it('that name one platform are named only to who sees them, with their owners', async () => {
    const twin = omniCloudEntity('twin', 'omni', 'group:default/others');
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
      entities: [twin],
    });
    mia = portal.clientAs('user:default/mia');
    const eve = portal.clientAs('user:default/eve');
    portal.catalog.shows = (ref, { principal }) =>
      ref !== 'resource:default/twin' ||
      (principal as { userEntityRef?: string }).userEntityRef !==
        'user:default/mia';
    const toldTo = async (client: UpgradeClient) => {
      const { actions, overview } = await client.getCluster(CLUSTER_REF);
      const toVersion = overview.recommendedVersion!;
      const { message } = await refusal(
        client.createPlan(CLUSTER_REF, { toVersion }),
      );
      return JSON.stringify([actions.plan, message]);
    };
    expect(await toldTo(eve)).toContain('resource:default/twin');
    const hidden = await toldTo(mia);
    expect(hidden).toContain(
      `${CLUSTER_REF} and another entity that you may not see name the same Kubernetes cluster`,
    );
    expect(hidden).not.toMatch(/twin|others/);
  });

  it('are refused at the start when the second one came after the plan', async () => {
    const twin = omniCloudEntity('twin', 'omni-alias');
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
      connectionNames: ['omni', 'omni-alias'],
      entities: [twin],
    });
    mia = portal.clientAs('user:default/mia');
    const plan = await readyPlan(mia, CLUSTER_REF);
    Object.assign(
      twin.metadata.annotations!,
      omniCloudEntity('twin', 'omni').metadata.annotations,
    );
    const refused = await refusal(
      mia.startUpgrade({ planId: plan.id, planHash: plan.hash }),
    );
    expect(refused.status).toBe(409);
    expect(refused.message).toContain('resource:default/twin');
    expect((await mia.getPlan(plan.id)).blockers).toMatchObject([
      { kind: 'connection-conflict' },
    ]);

    portal.catalog.shows = (ref, { principal }) =>
      ref !== 'resource:default/twin' ||
      (principal as { type: string }).type !== 'user';
    const hidden = await refusal(
      mia.startUpgrade({ planId: plan.id, planHash: plan.hash }),
    );
    expect(hidden.status).toBe(409);
    const { blockers } = await mia.getPlan(plan.id);
    expect(JSON.stringify([hidden, blockers])).not.toContain('twin');
  });
});

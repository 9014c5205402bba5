import { NotFoundError, ResponseError } from '@backstage/errors';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  outlinePlan,
  PlanView,
  RESOURCE_TYPE_UPGRADE,
  RESOURCE_TYPE_UPGRADE_CLUSTER,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { upgradeClusterConditions, upgradeConditions } from '../alpha';
import {
  CLUSTER_OWNER,
  CLUSTER_REF,
  SHOP_REF,
} from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';
import { allowAll, TestPolicy } from './__testUtils__/startPortal';

jest.setTimeout(60_000);

const REASON = 'We looked at it together and accept it';

/** Status and message of what a call was refused with. */
async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; message: string }> {
  const error = await call.then(
    () => undefined,
    (thrown: ResponseError) => thrown,
  );
  if (!error) {
    throw new Error('Nothing was refused');
  }
  return { status: error.statusCode, message: error.body.error.message };
}

describe('from the plan to the start', () => {
  let portal: OmniCloudPortal;
  let mia: UpgradeClient;
  let tom: UpgradeClient;
  let version: string;

  beforeAll(async () => {
    // Nobody works on upgrades, so that each test finds them as the last one left them.
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false }, inspection: { maxAge: 'PT0S' } },
    });
    mia = portal.clientAs('user:default/mia');
    tom = portal.clientAs('user:default/tom');
    const { overview } = await mia.getCluster(CLUSTER_REF);
    version = overview.recommendedVersion!;
  });

  afterAll(() => portal?.stop());

  beforeEach(() => {
    portal.policy.decide = allowAll;
  });

  async function acceptedPlan(): Promise<PlanView> {
    let plan = await mia.createPlan(CLUSTER_REF, { toVersion: version });
    for (const { findingId } of plan.blockers) {
      if (findingId) {
        plan = await mia.putOverride(plan.id, findingId, { reason: REASON });
      }
    }
    return plan;
  }

  describe('planning', () => {
    it('gives the same hash for the same situation', async () => {
      const plans = [await acceptedPlan(), await acceptedPlan()];
      expect(plans[0].hash).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(plans[0].hash).toBe(plans[1].hash);
      expect(plans[0].id).not.toBe(plans[1].id);
    });

    it('names the versions that can be chosen when one is unknown', async () => {
      const refused = await refusal(
        mia.createPlan(CLUSTER_REF, { toVersion: 'v9.9.9' }),
      );
      expect(refused.status).toBe(404);
      expect(refused.message).toContain('v9.9.9');
      expect(refused.message).toContain(version);
    });

    it('says why a version is blocked', async () => {
      const { releases } = await mia.getCluster(CLUSTER_REF);
      const blocked = releases.find(({ blockedBy }) => blockedBy.length > 0)!;
      const refused = await refusal(
        mia.createPlan(CLUSTER_REF, { toVersion: blocked.version }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain(blocked.blockedBy[0].text);
    });

    it('refuses thresholds for applications that the cluster does not run', async () => {
      const refused = await refusal(
        mia.createPlan(CLUSTER_REF, {
          toVersion: version,
          thresholds: [
            {
              applicationId: 'no/such',
              maxFailures: 1,
              unit: 'count',
              mustLastMs: 0,
              action: 'warn',
            },
          ],
        }),
      );
      expect(refused.status).toBe(400);
      expect(refused.message).toContain("'no/such'");
      expect(refused.message).toContain('shop/shop');
    });

    it('refuses a strategy that contradicts itself', async () => {
      const refused = await refusal(
        mia.createPlan(CLUSTER_REF, {
          toVersion: version,
          strategy: { kind: 'scale-down', spareNodes: 2 },
        }),
      );
      expect(refused.status).toBe(400);
      expect(refused.message).toContain('strategy.spareNodes');
    });

    it('lets a threshold for this upgrade win over the annotation', async () => {
      const plan = await mia.createPlan(CLUSTER_REF, {
        toVersion: version,
        thresholds: [
          {
            applicationId: 'shop/shop',
            maxFailures: 0,
            unit: 'count',
            mustLastMs: 1000,
            action: 'pause',
          },
        ],
      });
      expect(thresholdOf(plan, 'shop/shop')).toMatchObject({
        source: 'upgrade',
        maxFailures: 0,
        action: 'pause',
      });
    });
  });

  describe('thresholds', () => {
    afterEach(() => mia.deleteThreshold(SHOP_REF));

    it('come from the annotation, and from the portal once somebody saved one', async () => {
      const before = await mia.getThreshold(SHOP_REF);
      expect(before.workloads[0]).toMatchObject({
        applicationId: 'shop/shop',
        clusterRef: CLUSTER_REF,
        effective: { source: 'component-annotation', maxFailures: 2 },
        instances: { failing: 0 },
      });
      const saved = await tom.putThreshold(SHOP_REF, {
        maxFailures: 25,
        unit: 'percent',
        mustLastMs: 5000,
        action: 'rollback',
      });
      expect(saved.stored).toMatchObject({ savedBy: 'user:default/tom' });
      const plan = await mia.createPlan(CLUSTER_REF, { toVersion: version });
      expect(thresholdOf(plan, 'shop/shop')).toMatchObject({
        source: 'stored',
        sourceName: SHOP_REF,
        unit: 'percent',
      });
      const after = await mia.deleteThreshold(SHOP_REF);
      expect(after.stored).toBeUndefined();
      expect(after.workloads[0].effective.source).toBe('component-annotation');
    });

    it('makes a plan that was made before drift', async () => {
      const plan = await acceptedPlan();
      await mia.putThreshold(SHOP_REF, {
        maxFailures: 0,
        unit: 'count',
        mustLastMs: 5000,
        action: 'rollback',
      });
      const refused = await refusal(
        mia.startUpgrade({ planId: plan.id, planHash: plan.hash }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain('shop/shop');
    });
  });

  describe('overrides', () => {
    it('need a finding that stands in the way', async () => {
      const plan = await mia.createPlan(CLUSTER_REF, { toVersion: version });
      const passed = plan.verification!.findings.find(
        ({ status }) => status === 'pass',
      )!;
      const refused = await refusal(
        mia.putOverride(plan.id, passed.id, { reason: REASON }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain(passed.title);
      const unknown = await refusal(
        mia.putOverride(plan.id, 'nothing', { reason: REASON }),
      );
      expect(unknown.status).toBe(404);
    });

    it('need a reason that others understand', async () => {
      const plan = await acceptedPlan();
      const refused = await refusal(
        mia.putOverride(plan.id, 'any', { reason: 'because' }),
      );
      expect(refused.status).toBe(400);
      expect(refused.message).toContain('body.reason');
    });
  });

  describe('starting', () => {
    it('is bound to the hash that the person has seen', async () => {
      const plan = await acceptedPlan();
      const refused = await refusal(
        mia.startUpgrade({
          planId: plan.id,
          planHash: `sha256:${'0'.repeat(64)}`,
        }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain(plan.hash);
    });

    it('is refused when the cluster is not what was planned for, naming what differs', async () => {
      const plan = await acceptedPlan();
      const annotate = (threshold: string) =>
        portal.cluster.client.patch(
          resourceTypes.deployments,
          { namespace: 'cart', name: 'cart' },
          'merge',
          {
            metadata: {
              annotations: { 'omni.cloud/failure-threshold': threshold },
            },
          },
        );
      const { maxFailures } = thresholdOf(plan, 'cart/cart')!;
      await annotate('0');
      const refused = await refusal(
        mia.startUpgrade({ planId: plan.id, planHash: plan.hash }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain('The threshold of cart/cart: at most');
      expect(refused.message).toContain('Make a new plan');
      const checked = await mia.runChecks(plan.id);
      expect(checked.blockers).toMatchObject([{ kind: 'drift' }]);
      await annotate(String(maxFailures));
      expect((await mia.runChecks(plan.id)).blockers).toEqual([]);
    });

    it('happens once per plan, whoever asks again', async () => {
      const plan = await acceptedPlan();
      const body = { planId: plan.id, planHash: plan.hash };
      const first = await mia.startUpgrade({ ...body, idempotencyKey: 'k1' });
      const again = await mia.startUpgrade({ ...body, idempotencyKey: 'k1' });
      expect(again.state.id).toBe(first.state.id);
      const other = await refusal(tom.startUpgrade(body));
      expect(other.status).toBe(409);
      expect(other.message).toContain(
        'An upgrade was started from this plan. Open that upgrade',
      );
      const view = await tom.getPlan(plan.id);
      expect(view.blockers.map(({ kind }) => kind)).toEqual([
        'already-started',
      ]);
      expect(view.upgradeId).toBe(first.state.id);
    });

    it('shows screens the plan without what only the engine needs', async () => {
      const { upgrades } = await mia.listUpgrades();
      const full = await mia.getUpgradePlan(upgrades[0].id, 'upgrade');
      expect(
        await mia.getUpgradePlanOutline(upgrades[0].id, 'upgrade'),
      ).toEqual(JSON.parse(JSON.stringify(outlinePlan(full))));
      const plain = await fetch(
        `${portal.baseUrl}/v1/upgrades/${upgrades[0].id}/plans/upgrade/outline`,
        {
          headers: {
            authorization: mockCredentials.user.header('user:default/mia'),
            'accept-encoding': 'identity',
          },
        },
      );
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(await plain.json()).toMatchObject({ kind: 'upgrade' });
      expect(
        await refusal(mia.getUpgradePlanOutline(upgrades[0].id, 'rollback')),
      ).toMatchObject({ status: 404 });
    });

    it('is refused while another upgrade of the cluster is not finished', async () => {
      const [running] = (await mia.listUpgrades({ clusterRef: CLUSTER_REF }))
        .upgrades;
      const plan = await acceptedPlan();
      expect(plan.blockers).toMatchObject([{ kind: 'active-upgrade' }]);
      const refused = await refusal(
        mia.startUpgrade({ planId: plan.id, planHash: plan.hash }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain(
        `The upgrade of mia to ${running.toVersion} is not finished.`,
      );
      expect(refused.message).not.toContain(running.id);
      expect(refused.message).not.toContain(plan.id);
      const detail = await mia.getCluster(CLUSTER_REF);
      expect(detail.overview.activeUpgrade?.id).toBe(running.id);
      expect(detail.overview.nextAction.code).toBe('watch');
      expect(detail.actions.start).toMatchObject({
        available: false,
        reason: { code: 'other-upgrade-active' },
      });
    });

    it('refuses two different idempotency keys', async () => {
      const plan = await acceptedPlan();
      const response = await fetch(`${portal.baseUrl}/v1/upgrades`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'Idempotency-Key': 'one',
        },
        body: JSON.stringify({
          planId: plan.id,
          planHash: plan.hash,
          idempotencyKey: 'two',
        }),
      });
      expect(response.status).toBe(400);
      expect((await response.json()).error.message).toContain(
        'Idempotency-Key',
      );
    });
  });

  describe('asking something of an upgrade', () => {
    it('is refused with who did what since the person looked', async () => {
      const [{ id, seq }] = (await mia.listUpgrades()).upgrades;
      await tom.addNote(id, { text: 'A note changes nothing' });
      await mia.pauseUpgrade(id, {
        expectedSeq: seq,
        reason: 'Lunch comes first',
      });
      const refused = await refusal(
        tom.cancelUpgrade(id, { expectedSeq: seq }),
      );
      expect(refused.status).toBe(409);
      expect(refused.message).toContain('mia asked to pause');
    });

    it('is refused when it is not possible, with the reason of the button', async () => {
      const [{ id }] = (await mia.listUpgrades()).upgrades;
      const view = await mia.getUpgrade(id);
      const reason = view.actions.retry;
      if (reason.available) {
        throw new Error('Retry should not be possible');
      }
      const refused = await refusal(mia.retryUpgrade(id));
      expect(refused.status).toBe(409);
      expect(refused.message).toContain(reason.reason.text);
    });

    it('wakes those who wait for events', async () => {
      const [{ id, seq }] = (await mia.listUpgrades()).upgrades;
      const waiting = mia.listEvents(id, { after: seq, wait: 20 });
      await tom.addNote(id, { text: 'Here is something new' });
      const page = await waiting;
      expect(page.events).toMatchObject([
        { seq: seq + 1, type: 'note', actor: 'user:default/tom' },
      ]);
      expect(page).toMatchObject({ nextAfter: seq + 1, isComplete: false });
    });
  });

  describe('permissions', () => {
    it('are decided for the cluster concerned', async () => {
      const owned =
        (claims: string[]): TestPolicy =>
        () => ({
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'upgrade',
          resourceType: RESOURCE_TYPE_UPGRADE_CLUSTER,
          conditions: upgradeClusterConditions.isClusterOwner({ claims }),
        });
      portal.policy.decide = owned([CLUSTER_OWNER]);
      expect(await mia.listClusters()).toMatchObject({
        clusters: [{ clusterRef: CLUSTER_REF }],
        hidden: 0,
      });
      portal.policy.decide = owned(['group:default/others']);
      expect(await mia.listClusters()).toMatchObject({
        clusters: [],
        hidden: 1,
      });
      const refused = await refusal(mia.getCluster(CLUSTER_REF));
      expect(refused.status).toBe(403);
      expect(refused.message).toContain('Ask its owner operators.');
    });

    it('are decided for the upgrade concerned', async () => {
      const requested =
        (claims: string[]): TestPolicy =>
        () => ({
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'upgrade',
          resourceType: RESOURCE_TYPE_UPGRADE,
          conditions: upgradeConditions.isRequester({ claims }),
        });
      portal.policy.decide = requested(['user:default/mia']);
      expect((await mia.listUpgrades()).upgrades).toHaveLength(1);
      portal.policy.decide = requested(['user:default/tom']);
      expect((await mia.listUpgrades()).upgrades).toEqual([]);
    });

    it('that are missing are the reason on each action', async () => {
      portal.policy.decide = name => ({
        result: name.endsWith('.read')
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      });
      const [{ id }] = (await mia.listUpgrades()).upgrades;
      const { actions } = await mia.getUpgrade(id);
      expect(actions.cancel).toMatchObject({
        available: false,
        reason: {
          code: 'permission-missing',
          params: { permission: 'upgrade.cancel' },
        },
      });
      const detail = await mia.getCluster(CLUSTER_REF);
      expect(detail.actions.plan).toMatchObject({
        available: false,
        reason: { params: { permission: 'upgrade.plan.create' } },
      });
    });

    it('decide whether a cluster that waits for somebody waits for the caller', async () => {
      const mayAct = async (...allowed: string[]) => {
        portal.policy.decide = name => ({
          result:
            name.endsWith('.read') || allowed.includes(name)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        });
        const { clusters } = await mia.listClusters();
        return clusters.find(({ clusterRef }) => clusterRef === CLUSTER_REF)!
          .mayAct;
      };
      // An upgrade runs: who decides on it is asked, not who starts others.
      expect(await mayAct('upgrade.plan.create', 'upgrade.start')).toBe(false);
      expect(await mayAct('upgrade.retry')).toBe(true);
      expect(await mayAct()).toBe(false);
    });
  });

  it('answers a plan that does not exist with 404', async () => {
    await expect(mia.getPlan('nothing')).rejects.toMatchObject({
      statusCode: 404,
      cause: { name: NotFoundError.name },
    });
  });

  it('ends those who wait for events when the backend stops', async () => {
    const [{ id, seq }] = (await mia.listUpgrades()).upgrades;
    const waiting = mia.listEvents(id, { after: seq, wait: 25 });
    // The server has the request once it answers another one.
    await mia.getUpgrade(id);
    await portal.backend.stop();
    expect(await waiting).toMatchObject({ events: [], isComplete: false });
  });
});

function thresholdOf(plan: PlanView, applicationId: string) {
  return plan.plan.thresholds.find(
    threshold => threshold.applicationId === applicationId,
  );
}

import { ResponseError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PlanView,
  UpgradeClient,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CLUSTER_REF } from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';
import { allowAll } from './__testUtils__/startPortal';

jest.setTimeout(60_000);

const WITHHELD = '(not shown)';

/** What people configured: fields that are neither images nor replicas. */
function configured({ plan }: Pick<PlanView, 'plan'>) {
  return plan.changes
    .flatMap(({ fields }) => fields)
    .filter(({ kind }) => kind !== 'image' && kind !== 'replicas');
}

describe('values in plans', () => {
  let portal: OmniCloudPortal;
  let mia: UpgradeClient;
  let made: PlanView;

  beforeAll(async () => {
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
    });
    mia = portal.clientAs('user:default/mia');
    const { overview } = await mia.getCluster(CLUSTER_REF);
    made = await mia.createPlan(CLUSTER_REF, {
      toVersion: overview.recommendedVersion!,
    });
  });

  afterAll(() => portal?.stop());

  beforeEach(() => {
    portal.policy.decide = allowAll;
  });

  const mayOnlyRead = () => {
    portal.policy.decide = permission => ({
      result:
        permission === 'upgrade.start'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
  };

  it('are withheld from everybody who does not ask for them', async () => {
    for (const view of [made, await mia.getPlan(made.id)]) {
      expect(configured(view)).not.toHaveLength(0);
      for (const { from = WITHHELD, to = WITHHELD } of configured(view)) {
        expect([from, to]).toEqual([WITHHELD, WITHHELD]);
      }
      expect(view.plan.steps.map(({ input }) => input)).toEqual(
        view.plan.steps.map(() => ({})),
      );
    }
  });

  it('are shown to who may start the upgrade, and asks for them', async () => {
    expect(made.actions.showValues).toEqual({ available: true });
    const view = await mia.getPlan(made.id, { values: 'shown' });
    expect(configured(view).some(({ to }) => to !== WITHHELD)).toBe(true);
    expect(view.plan.steps.some(({ input }) => 'patch' in input)).toBe(true);
    expect(view.hash).toBe(made.hash);
  });

  it('are refused to who may only read, with who can help', async () => {
    mayOnlyRead();
    const error: ResponseError = await mia
      .getPlan(made.id, { values: 'shown' })
      .then(
        () => Promise.reject(new Error('Nothing was refused')),
        thrown => thrown,
      );
    expect(error.statusCode).toBe(403);
    expect(error.body.error.message).toMatch(/upgrade\.start.*owner/);
    const view = await mia.getPlan(made.id);
    expect(view.actions.showValues).toMatchObject({ available: false });
  });
});

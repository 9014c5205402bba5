import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_FAILURE_ACTION,
  ANNOTATION_FAILURE_THRESHOLD,
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

jest.setTimeout(60_000);

const RIVAL_OWNER = 'group:default/others';

/** Comes before the shop in the order of names, and would take its protection away. */
const rival: Entity = {
  ...shopEntity,
  metadata: {
    ...shopEntity.metadata,
    name: 'a-rival',
    title: 'A rival',
    annotations: {
      ...shopEntity.metadata.annotations,
      [ANNOTATION_FAILURE_THRESHOLD]: '100%',
      [ANNOTATION_FAILURE_ACTION]: 'warn',
    },
  },
  relations: [
    { type: 'ownedBy', targetRef: RIVAL_OWNER },
    { type: 'dependsOn', targetRef: CLUSTER_REF },
  ],
};

describe('a workload that two Components claim', () => {
  let portal: OmniCloudPortal;
  let mia: UpgradeClient;

  beforeAll(async () => {
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
      entities: [rival],
    });
    mia = portal.clientAs('user:default/mia');
  });

  afterAll(() => portal?.stop());

  it('blocks the start until somebody accepts it, and is protected meanwhile', async () => {
    const { overview } = await mia.getCluster(CLUSTER_REF);
    const plan = await mia.createPlan(CLUSTER_REF, {
      toVersion: overview.recommendedVersion!,
    });
    const id = 'workload-claims:shop/shop';
    expect(
      plan.verification?.findings.find(finding => finding.id === id),
    ).toMatchObject({
      status: 'soft-block',
      observed: `shop/shop is claimed by component:default/a-rival of ${RIVAL_OWNER} and ${SHOP_REF} of ${SHOP_OWNER}`,
      ownerRefs: [RIVAL_OWNER, SHOP_OWNER],
    });
    expect(plan.blockers.map(({ findingId }) => findingId)).toContain(id);
    expect(
      plan.plan.thresholds.find(
        ({ applicationId }) => applicationId === 'shop/shop',
      ),
    ).toMatchObject({
      maxFailures: 2,
      unit: 'count',
      action: 'rollback',
      sourceName: SHOP_REF,
    });

    const checked = await mia.runChecks(plan.id, {
      checkIds: ['workload-claims'],
    });
    expect(checked.blockers.map(({ findingId }) => findingId)).toContain(id);
  });

  it('shows both owners what holds and who else claims it', async () => {
    for (const [ref, other] of [
      [SHOP_REF, 'component:default/a-rival'],
      ['component:default/a-rival', SHOP_REF],
    ]) {
      const view = await mia.getThreshold(ref);
      expect(view.workloads[0].effective).toMatchObject({
        maxFailures: 2,
        action: 'rollback',
      });
      expect(view.problems).toMatchObject([
        {
          code: 'workload-claimed-twice',
          text: expect.stringContaining(other),
        },
      ]);
    }
  });
});

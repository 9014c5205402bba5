import { TestDatabases } from '@backstage/backend-test-utils';
import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';
import { SystemClock } from '@cluster-upgrade/plugin-upgrade-node';
import { Knex } from 'knex';
import { makeTransition } from '../../engine/decisions/transition';
import { HealthReference } from '../../health/HealthReference';
import {
  samplePlan,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { DatabasePlanStore } from '../DatabasePlanStore';
import { DatabaseUpgradeStore } from '../DatabaseUpgradeStore';
import { openUpgradeDatabase } from '../UpgradeDatabase';
import { resealRows } from './resealRows';
import { Sealer } from './Sealer';

jest.setTimeout(60_000);

const SECRET_VALUE = 'postgres://shop:hunter2@db';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** A plan and a snapshot that hold a value of the cluster. */
const plan = {
  ...samplePlan([]),
  fromVersion: SECRET_VALUE,
};

describe.each(databases.eachSupportedId())('what is kept in %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
  });

  async function openWith(...secrets: string[]) {
    const sealer = Sealer.create({ secrets });
    const database = await openUpgradeDatabase({
      database: { getClient: async () => knex },
      sealer,
    });
    return {
      sealer,
      plans: DatabasePlanStore.create({ database, clock: new SystemClock() }),
      upgrades: DatabaseUpgradeStore.create({ database }),
    };
  }

  async function dump(): Promise<string> {
    const tables = [
      'plans',
      'upgrades',
      'upgrade_plans',
      'upgrade_snapshots',
      'upgrade_steps',
    ];
    return JSON.stringify(
      await Promise.all(tables.map(table => knex(table).select())),
    );
  }

  const record: PlanRecord = {
    id: 'plan-1',
    clusterRef: 'resource:default/sample',
    platform: 'sample',
    hash: 'sha256:abc',
    plan,
    createdBy: 'user:default/ada',
    createdAtMs: 1,
    inventoryTakenAtMs: 1,
    verification: {
      findings: [
        {
          id: 'quotes',
          checkId: 'quotes',
          group: 'policy',
          title: 'Quotes what it saw',
          status: 'soft-block',
          observed: SECRET_VALUE,
          needed: 'nothing',
          objects: [],
          ownerRefs: [],
          checkedAtMs: 1,
        },
      ],
      checkedAtMs: 1,
      validUntilMs: 2,
    },
    overrides: [
      {
        findingId: 'quotes',
        reason: 'It is as it was for years.',
        by: 'user:default/ada',
        atMs: 1,
        observed: SECRET_VALUE,
      },
    ],
  };
  const healthReference: HealthReference = {
    frozenAtMs: 1,
    applications: {
      shop: {
        object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
        podLabels: { app: SECRET_VALUE },
        desired: 1,
        failing: [],
        restartsByUid: {},
      },
    },
  };
  const memo = { seen: SECRET_VALUE };
  const snapshot = {
    takenAtMs: 1,
    objects: [
      {
        object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
        existed: true,
        values: { '/data': { dsn: SECRET_VALUE } },
      },
    ],
  };

  it('is sealed, opens with an earlier secret, and is sealed anew with the first', async () => {
    const old = await openWith('old secret');
    await old.plans.savePlan(record, Date.now() + 600_000);
    const upgrade = sampleUpgrade({ ...samplePlan([]) });
    const { upgradeId } = await old.upgrades.createUpgrade({
      ...upgrade,
      plan: { ...upgrade.plan, fromVersion: SECRET_VALUE },
    });
    const claim = await old.upgrades.claimUpgrade({
      owner: 'w',
      leaseMs: 60_000,
      engineVersion: upgrade.engineVersion,
    });
    const state = await old.upgrades.readState(upgradeId);
    await knex('upgrade_steps').insert({
      upgrade_id: upgradeId,
      plan: 'upgrade',
      step_id: 'a',
      status: 'running',
      attempt: 1,
      state: '{}',
    });
    await old.upgrades.commitTransition(claim!.fence, {
      ...makeTransition(state, [], 1),
      memos: [{ plan: 'upgrade', stepId: 'a', memo }],
      snapshot: { snapshot, healthReference },
    });
    expect(await dump()).not.toContain('hunter2');

    const both = await openWith('new secret', 'old secret');
    expect(await both.plans.readPlan('plan-1')).toMatchObject(record);
    expect(await resealRows(knex, both.sealer)).toEqual({
      resealed: 7,
      unopened: 0,
    });
    expect(await resealRows(knex, both.sealer)).toEqual({
      resealed: 0,
      unopened: 0,
    });

    const now = await openWith('new secret');
    expect(await now.plans.readPlan('plan-1')).toMatchObject(record);
    expect(await now.upgrades.readMemos(upgradeId, 'upgrade')).toEqual({
      a: memo,
    });
    expect((await now.upgrades.readPlan(upgradeId, 'upgrade'))!).toMatchObject({
      fromVersion: SECRET_VALUE,
    });
    expect(await now.upgrades.readSnapshot(upgradeId)).toEqual({
      snapshot,
      healthReference,
    });

    const lost = await openWith('lost secret');
    await expect(lost.plans.readPlan('plan-1')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/upgrade\.encryption\.secrets/),
    });
    expect(await resealRows(knex, lost.sealer)).toEqual({
      resealed: 0,
      unopened: 7,
    });
  });

  it('is sealed where it was stored in clear before', async () => {
    const { plans, sealer } = await openWith('new secret');
    await knex('plans').update({
      body: JSON.stringify(plan),
      verification: JSON.stringify(record.verification),
      overrides: JSON.stringify(record.overrides),
    });
    expect(await plans.readPlan('plan-1')).toMatchObject(record);
    expect((await resealRows(knex, sealer)).resealed).toBe(3);
    expect(await dump()).not.toContain('hunter2');
    expect(await plans.readPlan('plan-1')).toMatchObject(record);
  });
});

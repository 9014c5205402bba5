import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  ConsumedResponse,
  NotAllowedError,
  ResponseError,
  serializeError,
} from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  PlanView,
  UPGRADE_PLUGIN_ID,
  UpgradeApi,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeAccess } from '../UpgradeAccess';
import { createPlanAction } from './plan';
import { createStartAction } from './start';
import { createWaitAction } from './wait';

/** The answers of an upgrade API; everything that is not given fails the test. */
function accessTo(api: Partial<UpgradeApi>): UpgradeAccess {
  return new UpgradeAccess({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    discovery: mockServices.discovery(),
    api: api as UpgradeApi,
  });
}

/** By which the upgrade API takes a request for one of this person's or service's. */
function tokenOf(onBehalfOf: BackstageCredentials): string {
  return mockCredentials.service.token({
    onBehalfOf,
    targetPluginId: UPGRADE_PLUGIN_ID,
  });
}

const MIA = mockCredentials.user('user:default/mia');

const AS_MIA = expect.objectContaining({ token: tokenOf(MIA) });

const AS_SCAFFOLDER = expect.objectContaining({
  token: tokenOf(mockCredentials.service('plugin:scaffolder')),
});

function contextOf<I extends object>(input: I) {
  return {
    ...createMockActionContext({ input, task: { id: 'task-1' } } as any),
    getInitiatorCredentials: async () => MIA,
  } as any;
}

const plan = {
  id: 'plan-1',
  hash: 'sha256:abc',
  plan: {
    clusterRef: 'resource:default/prod',
    fromVersion: 'v1.4.0',
    toVersion: 'v1.4.1',
    steps: [{}, {}],
    changes: [{ action: 'update' }, { action: 'unchanged' }],
  },
  verification: { findings: [], checkedAtMs: 0, validUntilMs: 1 },
  blockers: [],
  overrides: [],
} as unknown as PlanView;

function event(seq: number, type: string, data: object): UpgradeEvent {
  return {
    upgradeId: 'u1',
    seq,
    atMs: seq,
    actor: 'engine',
    type,
    data,
  } as UpgradeEvent;
}

const created = event(1, 'created', {
  clusterRef: 'resource:default/prod',
  platform: 'omnicloud',
  fromVersion: 'v1.4.0',
  toVersion: 'v1.4.1',
  planId: 'plan-1',
  planHash: 'sha256:abc',
  overriddenFindings: [],
});

describe('upgrade:plan', () => {
  it('answers with the plan and that it can start', async () => {
    const createPlan = jest.fn(async () => plan);
    const ctx = contextOf({
      clusterRef: 'resource:default/prod',
      toVersion: 'v1.4.1',
    });
    await createPlanAction(accessTo({ createPlan })).handler(ctx);
    expect(createPlan).toHaveBeenCalledWith(
      'resource:default/prod',
      expect.objectContaining({ toVersion: 'v1.4.1' }),
      AS_MIA,
    );
    expect(ctx.output).toHaveBeenCalledWith('planId', 'plan-1');
    expect(ctx.output).toHaveBeenCalledWith('planHash', 'sha256:abc');
    expect(ctx.output).toHaveBeenCalledWith('canStart', true);
    expect(ctx.output).toHaveBeenCalledWith('changes', 1);
  });

  it('says what stands in the way', async () => {
    const blocked = {
      ...plan,
      blockers: [
        {
          kind: 'hard-block',
          reason: { code: 'x', text: 'Node w-1 is not ready.' },
          remedy: 'Repair it.',
        },
      ],
    } as PlanView;
    const ctx = contextOf({ clusterRef: 'c', toVersion: 'v' });
    await createPlanAction(
      accessTo({ createPlan: async () => blocked }),
    ).handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith('canStart', false);
    expect(ctx.output).toHaveBeenCalledWith('blockers', [
      'Node w-1 is not ready. Repair it.',
    ]);
  });

  it('verifies a plan that was not verified when it was made', async () => {
    const { verification: _, ...unverified } = plan;
    const runChecks = jest.fn(async () => plan);
    await createPlanAction(
      accessTo({ createPlan: async () => unverified as PlanView, runChecks }),
    ).handler(contextOf({ clusterRef: 'c', toVersion: 'v' }));
    expect(runChecks.mock.calls).toEqual([['plan-1', undefined, AS_MIA]]);
  });
});

describe('upgrade:start', () => {
  it('starts with a key that a repeated step finds again', async () => {
    const startUpgrade = jest.fn(async () => ({
      state: { id: 'u1', fromVersion: 'a', toVersion: 'b', clusterRef: 'c' },
    }));
    const getPlan = jest.fn(async () => plan);
    const ctx = contextOf({ planId: 'plan-1', planHash: 'sha256:abc' });
    await createStartAction(
      accessTo({ startUpgrade, getPlan } as unknown as Partial<UpgradeApi>),
    ).handler(ctx);
    expect(getPlan.mock.calls).toEqual([['plan-1', {}, AS_MIA]]);
    expect(startUpgrade).toHaveBeenCalledWith(
      expect.objectContaining({ idempotencyKey: 'scaffolder:task-1:plan-1' }),
      AS_MIA,
    );
    expect(ctx.output).toHaveBeenCalledWith('link', '/upgrades/runs/u1');
  });

  it.each([[undefined], ['prod-eu']])(
    'starts nothing that can not be taken back with the confirmation %p',
    async confirmation => {
      const startUpgrade = jest.fn();
      const storage = {
        ...plan,
        plan: {
          ...plan.plan,
          steps: [{ title: 'Upgrade storage', reversibility: 'forward-only' }],
        },
      } as unknown as PlanView;
      const start = createStartAction(
        accessTo({ startUpgrade, getPlan: async () => storage }),
      );
      await expect(
        start.handler(contextOf({ planId: 'p', planHash: 'h', confirmation })),
      ).rejects.toThrow(
        "These steps can't be taken back: Upgrade storage. To start it all the same, type 'prod'",
      );
      expect(startUpgrade).not.toHaveBeenCalled();

      startUpgrade.mockResolvedValue({ state: { id: 'u1' } });
      await start.handler(
        contextOf({ planId: 'p', planHash: 'h', confirmation: 'prod' }),
      );
      expect(startUpgrade).toHaveBeenCalledTimes(1);
    },
  );

  it('fails with the reason for somebody who may not start it', async () => {
    const refuse = async () => {
      throw await ResponseError.fromResponse(
        Response.json(
          {
            error: serializeError(
              new NotAllowedError('You need upgrade.start for prod'),
            ),
            response: { statusCode: 403 },
          },
          { status: 403 },
        ) as unknown as ConsumedResponse & Response,
      );
    };
    await expect(
      createStartAction(
        accessTo({ startUpgrade: refuse, getPlan: async () => plan }),
      ).handler(contextOf({ planId: 'p', planHash: 'h' })),
    ).rejects.toThrow('You need upgrade.start for prod');
  });
});

describe('upgrade:wait', () => {
  function finishing(outcome: string) {
    const api = {
      getUpgrade: jest.fn(async () => ({}) as any),
      listEvents: jest.fn(async () => ({
        events: [created, event(2, 'finished', { outcome })],
        nextAfter: 2,
        isComplete: true,
        serverTimeMs: 0,
      })),
    };
    return { api, access: accessTo(api) };
  }

  it('ends when the upgrade completed', async () => {
    const ctx = contextOf({ upgradeId: 'u1' });
    await createWaitAction(finishing('completed').access).handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith('outcome', 'completed');
  });

  it('asks as the person whether they may see it, and follows it as the scaffolder', async () => {
    const { api, access } = finishing('completed');
    await createWaitAction(access).handler(contextOf({ upgradeId: 'u1' }));
    expect(api.getUpgrade.mock.calls).toEqual([['u1', AS_MIA]]);
    expect(api.listEvents.mock.calls).toEqual([
      ['u1', expect.anything(), AS_SCAFFOLDER],
    ]);
  });

  it('fails when the upgrade was rolled back', async () => {
    await expect(
      createWaitAction(finishing('rolled-back').access).handler(
        contextOf({ upgradeId: 'u1' }),
      ),
    ).rejects.toThrow(/did not complete/);
  });

  it('only reports another outcome when told so', async () => {
    const ctx = contextOf({ upgradeId: 'u1', failUnlessCompleted: false });
    await createWaitAction(finishing('rolled-back').access).handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith('outcome', 'rolled-back');
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NewEvent,
  plainLine,
  UpgradeEvent,
  UpgradeOutcome,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { TellLater } from '../engine/TellLater';
import {
  CLUSTER_OWNER,
  CLUSTER_REF,
  clusterEntity,
  SHOP_OWNER,
  shopEntity,
} from '../api/__testUtils__/omniCloudEntities';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { notificationOf } from './notificationOf';
import { UpgradeMessenger } from './UpgradeMessenger';

const NOW_MS = 300_000;

const STATE = {
  id: 'u-1',
  clusterRef: CLUSTER_REF,
  fromVersion: 'v1',
  toVersion: 'v2',
  requestedBy: 'user:default/mia',
  health: {},
  requestedAtMs: 0,
  steps: { upgrade: {}, rollback: {}, cleanup: {} },
} as unknown as UpgradeState;

const HEALTH = {
  applicationId: 'shop/shop',
  verdict: 'breach',
  failing: [{ pod: 'shop-1', reason: 'crash-loop', detail: 'x', sinceMs: 0 }],
  knownBeforeStart: [],
  allowedInstances: 0,
  rule: { code: 'r', text: 'r' },
} as any;

function event<T extends NewEvent['type']>(
  type: T,
  data: NewEvent<T>['data'],
): UpgradeEvent {
  return {
    upgradeId: 'u-1',
    seq: 7,
    atMs: 0,
    actor: 'engine',
    type,
    data,
  } as UpgradeEvent;
}

const BREACH = event('threshold-exceeded', { health: HEALTH });
const FAILED = event('needs-attention', {
  failure: { kind: 'error', cause: { code: 'c', text: 'c' }, remedy: 'r' },
});

function waitingFor(code: string, sinceMs: number) {
  const wait: WaitReason = {
    kind: 'budget',
    condition: { code: 'budget-allows-eviction', text: 'x' },
    why: { code, text: 'It needs 3 ready and has 3 of 3' },
    sinceMs,
    untilMs: NOW_MS * 2,
    unblocks: { kind: 'application-owner', ref: 'shop/shop' },
    atLimit: 'fail-step',
  };
  return {
    event: event('step-waiting', { plan: 'upgrade', stepId: 's', wait }),
    state: {
      ...STATE,
      steps: {
        ...STATE.steps,
        upgrade: { s: { status: 'waiting', wait } },
      },
    } as unknown as UpgradeState,
  };
}

function messenger(state = STATE, ...others: Entity[]) {
  const send = jest.fn(async (_: any) => {});
  const publish = jest.fn(async (_: any) => {});
  const logger = mockServices.logger.mock();
  const told = new UpgradeMessenger({
    readState: async () => state,
    catalog: new ClusterCatalog(
      catalogServiceMock({ entities: [clusterEntity, shopEntity, ...others] }),
    ),
    auth: mockServices.auth(),
    notifications: { send },
    signals: { publish },
    clock: { now: () => NOW_MS } as Clock,
    logger,
  });
  return { told, send, publish, logger };
}

describe('UpgradeMessenger', () => {
  it('tells who asked and who owns the cluster, in one thread per upgrade', async () => {
    const { told, send } = messenger();
    await told.tell(FAILED);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send.mock.calls[0][0]).toEqual({
      recipients: {
        type: 'entity',
        entityRef: ['user:default/mia', CLUSTER_OWNER],
      },
      payload: expect.objectContaining({
        title: 'Omni omni: upgrade v1 → v2 needs a decision',
        scope: 'upgrade:u-1',
        severity: 'high',
        link: '/upgrades/runs/u-1',
      }),
    });
  });

  it('tells of a node that failed and is skipped, but not of one that a person skipped', async () => {
    const { told, send } = messenger();
    const skipped = (by: string) =>
      event('lane-skipped', {
        plan: 'upgrade',
        laneId: 'node/w-1',
        reason: 'w-1 was not ready within 10 min',
        by,
      });
    await told.tell(skipped('user:default/mia'));
    expect(send).not.toHaveBeenCalled();
    await told.tell(skipped('engine'));
    expect(send.mock.calls[0][0].payload).toMatchObject({
      title: 'Omni omni: w-1 failed and is skipped',
      description: expect.stringContaining('not ready within 10 min'),
      severity: 'high',
    });
  });

  it('tells the owner of an application that suffers, and no other', async () => {
    const { told, send } = messenger();
    await told.tell(BREACH);
    expect(send.mock.calls[0][0].recipients.entityRef).toContain(SHOP_OWNER);
    const later = messenger({ ...STATE, health: { 'shop/shop': HEALTH } });
    await later.told.tell(
      event('rollback-begun', { automatic: true, steps: 1 }),
    );
    expect(later.send.mock.calls[0][0].recipients.entityRef).toContain(
      SHOP_OWNER,
    );
  });

  it('tells the owners of all Components that claim the workload', async () => {
    const owner = 'group:default/others';
    const rival: Entity = {
      ...shopEntity,
      metadata: { ...shopEntity.metadata, name: 'z-rival' },
      relations: [
        { type: 'ownedBy', targetRef: owner },
        { type: 'dependsOn', targetRef: CLUSTER_REF },
      ],
    };
    const { told, send } = messenger(STATE, rival);
    await told.tell(BREACH);
    expect(send.mock.calls[0][0].recipients.entityRef).toEqual(
      expect.arrayContaining([SHOP_OWNER, owner]),
    );
  });

  it('tells the owners of applications when an upgrade that touches theirs starts, and how it ended', async () => {
    const { told, send } = messenger();
    await told.tell(
      event('created', {
        clusterRef: CLUSTER_REF,
        platform: 'omnicloud',
        fromVersion: 'v1',
        toVersion: 'v2',
        planId: 'p',
        planHash: 'h',
        overriddenFindings: [],
      }),
    );
    await told.tell({
      ...event('finished', { outcome: 'completed' }),
      atMs: 252_000,
    });
    const [started, ended] = send.mock.calls.map(([sent]) => sent);
    expect(started.recipients.entityRef).toContain(SHOP_OWNER);
    expect(started.payload.title).toBe('Omni omni: upgrade v1 → v2 begins');
    expect(ended.recipients.entityRef).toContain(SHOP_OWNER);
    expect(ended.payload).toMatchObject({
      title: 'Omni omni: v1 → v2: Completed',
      description: 'It took 4 min 12 s.',
      link: '/upgrades/runs/u-1',
    });
  });

  it('tells an owner whose budget blocks a drain, once it has lasted, and nobody else', async () => {
    const blocked = waitingFor('budget-allows-none', NOW_MS - 60_000);
    const { told, send } = messenger(blocked.state);
    await told.tell(blocked.event);
    expect(send.mock.calls[0][0]).toMatchObject({
      recipients: { entityRef: [SHOP_OWNER] },
      payload: {
        title:
          'The disruption budget of shop/shop blocks the upgrade of Omni omni',
        severity: 'high',
        scope: 'upgrade:u-1:budget:shop/shop',
      },
    });
  });

  it('leaves a budget time to let go by itself, unless it never will', async () => {
    const fresh = waitingFor('budget-allows-none', NOW_MS - 20_000);
    const early = messenger(fresh.state);
    await expect(early.told.tell(fresh.event)).rejects.toEqual(
      new TellLater(40_000),
    );
    expect(early.send).not.toHaveBeenCalled();

    const forGood = waitingFor('budget-never-allows', NOW_MS);
    const atOnce = messenger(forGood.state);
    await atOnce.told.tell(forGood.event);
    expect(atOnce.send).toHaveBeenCalledTimes(1);
  });

  it('says nothing of a block that is over', async () => {
    const { told, send } = messenger();
    await told.tell(waitingFor('budget-allows-none', 0).event);
    expect(send).not.toHaveBeenCalled();
  });

  it('notifies no service', async () => {
    const { told, send } = messenger({ ...STATE, requestedBy: 'service:x' });
    await told.tell(FAILED);
    expect(send.mock.calls[0][0].recipients.entityRef).toEqual([CLUSTER_OWNER]);
  });

  it('gives open pages a hint that carries ids only', async () => {
    const { told, publish } = messenger();
    await told.tell(BREACH);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'upgrade',
      message: { upgradeId: 'u-1', seq: 7 },
    });
  });

  it('goes on without the notifications plugin, and says so once', async () => {
    const { told, send, logger } = messenger();
    send.mockRejectedValue(
      new Error('Failed to send notifications: Request failed with status 404'),
    );
    await told.tell(FAILED);
    await told.tell(FAILED);
    expect(send).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('asks to be called again when sending fails otherwise', async () => {
    const { told, send } = messenger();
    send.mockRejectedValue(new Error('Request failed with status 503'));
    await expect(told.tell(FAILED)).rejects.toThrow('503');
  });

  it('tells people although no hint could be given', async () => {
    const { told, send, publish } = messenger();
    publish.mockRejectedValue(new Error('no events'));
    await told.tell(FAILED);
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe('notificationOf', () => {
  it.each<[UpgradeOutcome, string]>([
    ['completed', 'normal'],
    ['rolled-back', 'high'],
    ['rollback-failed', 'critical'],
  ])('rates the outcome %s as %s', (outcome, severity) => {
    expect(
      notificationOf(event('finished', { outcome }), STATE, 'Omni'),
    ).toMatchObject({ severity, topic: 'upgrade-finished' });
  });

  it('ends what failed with a full stop before it tells what is proven', () => {
    const told = notificationOf(
      event('finished', { outcome: 'rolled-back' }),
      {
        ...STATE,
        failure: {
          kind: 'measured',
          cause: { code: 'c', text: 'shop had 1 failing instance, 0 allowed' },
          remedy: 'Look.',
        },
        proof: { comparedAtMs: 1, total: 18, restored: 18, differences: [] },
      },
      'Omni',
    );
    expect(told?.description).toContain(
      '0 allowed. 18 of 18 objects proven restored.',
    );
  });

  it('names no Component, for not each who is told may see it', () => {
    const rule = {
      code: 'failing-instances',
      text: '1 failing instance (shop-1: crash-loop), 0 allowed by component:default/shop',
    };
    const told = notificationOf(
      event('threshold-exceeded', { health: { ...HEALTH, rule } }),
      STATE,
      'Omni',
    );
    expect(told?.description).toContain('0 allowed by a Component');
    expect(JSON.stringify(told)).not.toContain('component:default');
  });

  it('is one plain line, whatever a cluster or a person wrote', () => {
    const odd = 'no\u001b[31m answer\r\nAll is well\u202e';
    const failure = {
      kind: 'error' as const,
      cause: { code: 'c', text: odd },
      remedy: odd,
    };
    const told = [
      notificationOf(event('needs-attention', { failure }), STATE, odd),
      notificationOf(event('paused', { reason: odd }), STATE, odd),
      notificationOf(
        event('finished', { outcome: 'stopped-mixed' }),
        { ...STATE, failure },
        odd,
      ),
    ];
    for (const one of told) {
      const text = `${one!.title}${one!.description}`;
      expect(text).toContain('no answer All is well');
      expect(plainLine(text)).toBe(text);
    }
  });

  it('keeps quiet about what changes nothing for anybody', () => {
    expect(
      notificationOf(event('note', { text: 'x' }), STATE, 'Omni'),
    ).toBeUndefined();
  });
});

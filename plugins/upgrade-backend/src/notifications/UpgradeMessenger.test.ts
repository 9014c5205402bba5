import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NewEvent,
  UpgradeEvent,
  UpgradeOutcome,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
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

const STATE = {
  id: 'u-1',
  clusterRef: CLUSTER_REF,
  fromVersion: 'v1',
  toVersion: 'v2',
  requestedBy: 'user:default/mia',
  health: {},
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
        title: 'omni: upgrade needs a decision',
        scope: 'upgrade:u-1',
        severity: 'high',
        link: '/upgrades/runs/u-1',
      }),
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
    expect(notificationOf(event('finished', { outcome }), STATE)).toMatchObject(
      { severity, topic: 'upgrade-finished' },
    );
  });

  it('keeps quiet about what changes nothing for anybody', () => {
    expect(notificationOf(event('note', { text: 'x' }), STATE)).toBeUndefined();
  });
});

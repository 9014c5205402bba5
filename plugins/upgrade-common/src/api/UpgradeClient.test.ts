import { ResponseError } from '@backstage/errors';
import { apiPaths, OperationId } from './paths';
import { UpgradeClient } from './UpgradeClient';

interface Sent {
  url: string;
  init: RequestInit;
}

function clientFor(answer: () => Response) {
  const sent: Sent[] = [];
  const client = new UpgradeClient({
    discoveryApi: {
      getBaseUrl: async plugin => `http://portal/api/${plugin}`,
    },
    fetchApi: {
      fetch: async (input, init = {}) => {
        sent.push({ url: String(input), init });
        return answer();
      },
    },
  });
  return { client, sent };
}

const ok = (body: unknown = {}) => Response.json(body);

const CLUSTER = 'resource:default/prod';

describe('UpgradeClient', () => {
  it.each<[OperationId, (client: UpgradeClient) => Promise<unknown>, string]>([
    ['listPlatforms', c => c.listPlatforms(), '/v1/platforms'],
    ['listClusters', c => c.listClusters(), '/v1/clusters'],
    [
      'getCluster',
      c => c.getCluster(CLUSTER),
      '/v1/clusters/resource/default/prod',
    ],
    [
      'createPlan',
      c => c.createPlan(CLUSTER, { toVersion: 'v2' }),
      '/v1/clusters/resource/default/prod/plans',
    ],
    ['getPlan', c => c.getPlan('p'), '/v1/plans/p'],
    ['runChecks', c => c.runChecks('p'), '/v1/plans/p/checks'],
    [
      'putOverride',
      c => c.putOverride('p', 'a/b:c', { reason: 'a long enough reason' }),
      '/v1/plans/p/overrides/a%2Fb%3Ac',
    ],
    [
      'deleteOverride',
      c => c.deleteOverride('p', 'f'),
      '/v1/plans/p/overrides/f',
    ],
    [
      'startUpgrade',
      c => c.startUpgrade({ planId: 'p', planHash: 'h' }),
      '/v1/upgrades',
    ],
    [
      'listUpgrades',
      c => c.listUpgrades({ status: ['running', 'paused'], limit: 5 }),
      '/v1/upgrades?limit=5&status=running%2Cpaused',
    ],
    ['getUpgrade', c => c.getUpgrade('u'), '/v1/upgrades/u'],
    [
      'getUpgradePlan',
      c => c.getUpgradePlan('u', 'rollback'),
      '/v1/upgrades/u/plans/rollback',
    ],
    [
      'getUpgradePlanOutline',
      c => c.getUpgradePlanOutline('u', 'upgrade'),
      '/v1/upgrades/u/plans/upgrade/outline',
    ],
    [
      'listEvents',
      c => c.listEvents('u', { after: 3, waitSeconds: 20 }),
      '/v1/upgrades/u/events?after=3&wait=20',
    ],
    ['getReport', c => c.getReport('u'), '/v1/upgrades/u/report?format=json'],
    ['pauseUpgrade', c => c.pauseUpgrade('u'), '/v1/upgrades/u/pause'],
    ['resumeUpgrade', c => c.resumeUpgrade('u'), '/v1/upgrades/u/resume'],
    ['cancelUpgrade', c => c.cancelUpgrade('u'), '/v1/upgrades/u/cancel'],
    ['rollBackUpgrade', c => c.rollBackUpgrade('u'), '/v1/upgrades/u/rollback'],
    ['retryUpgrade', c => c.retryUpgrade('u'), '/v1/upgrades/u/retry'],
    [
      'disregardThreshold',
      c =>
        c.disregardThreshold('u', {
          applicationId: 'a/b',
          reason: 'a long enough reason',
          forMs: 1000,
        }),
      '/v1/upgrades/u/disregard',
    ],
    ['addNote', c => c.addNote('u', 'hello'), '/v1/upgrades/u/notes'],
    [
      'getThreshold',
      c => c.getThreshold('component:default/shop'),
      '/v1/applications/component/default/shop/threshold',
    ],
    [
      'putThreshold',
      c =>
        c.putThreshold('component:default/shop', {
          maxFailures: 1,
          unit: 'count',
          mustLastMs: 1,
          action: 'warn',
        }),
      '/v1/applications/component/default/shop/threshold',
    ],
    [
      'deleteThreshold',
      c => c.deleteThreshold('component:default/shop'),
      '/v1/applications/component/default/shop/threshold',
    ],
  ])('sends %s where the table says', async (operation, call, path) => {
    const { client, sent } = clientFor(ok);
    await call(client);
    expect(sent[0].url).toBe(`http://portal/api/upgrade${path}`);
    expect(sent[0].init.method).toBe(apiPaths[operation].method);
  });

  it('keeps browsers from queueing equal requests for an answer to cache', async () => {
    const { client, sent } = clientFor(ok);
    await client.listEvents('u', { after: 3, waitSeconds: 20 });
    expect(sent[0].init.cache).toBe('no-store');
  });

  it('has a method for every operation', () => {
    const missing = Object.keys(apiPaths).filter(
      operation => !(operation in UpgradeClient.prototype),
    );
    expect(missing).toEqual([]);
  });

  it('sends a body as JSON, and a token only when it has one', async () => {
    const { client, sent } = clientFor(ok);
    await client.pauseUpgrade('u', { reason: 'Lunch' }, { token: 't' });
    await client.getUpgrade('u');
    expect(sent[0].init).toMatchObject({
      body: '{"reason":"Lunch"}',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer t',
      },
    });
    expect(sent[1].init.headers).toEqual({ accept: 'application/json' });
  });

  it('gives the report as text', async () => {
    const { client, sent } = clientFor(() => new Response('# Report'));
    expect(await client.getReportMarkdown('u')).toBe('# Report');
    expect(sent[0].url).toContain('format=md');
  });

  it('rejects with what the backend said', async () => {
    const { client } = clientFor(() =>
      Response.json(
        {
          error: { name: 'ConflictError', message: 'Plan p has expired' },
          request: { method: 'GET', url: '/v1/plans/p' },
          response: { statusCode: 409 },
        },
        { status: 409 },
      ),
    );
    const error: ResponseError = await client.getPlan('p').catch(e => e);
    expect(error.name).toBe('ResponseError');
    expect(error.statusCode).toBe(409);
    expect(error.cause).toMatchObject({
      name: 'ConflictError',
      message: 'Plan p has expired',
    });
  });
});

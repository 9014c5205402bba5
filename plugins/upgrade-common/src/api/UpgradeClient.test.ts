import { ResponseError } from '@backstage/errors';
import { apiRoutes } from './routes';
import { UpgradeClient } from './UpgradeClient';

interface Sent {
  url: string;
  init: RequestInit;
}

function clientFor(answer: () => Response, token?: string) {
  const sent: Sent[] = [];
  const client = new UpgradeClient({
    token,
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
  it.each<[string, (client: UpgradeClient) => Promise<unknown>, string]>([
    ['nothing', c => c.listClusters(), 'GET /v1/clusters'],
    [
      'an entity ref',
      c => c.getCluster(CLUSTER),
      'GET /v1/clusters/resource/default/prod',
    ],
    [
      'an entity ref in the middle of the path',
      c => c.deleteThreshold('component:default/shop'),
      'DELETE /v1/applications/component/default/shop/threshold',
    ],
    [
      'an entity ref and a body',
      c => c.createPlan(CLUSTER, { toVersion: 'v2' }),
      'POST /v1/clusters/resource/default/prod/plans {"toVersion":"v2"}',
    ],
    ['an id', c => c.getUpgrade('u'), 'GET /v1/upgrades/u'],
    [
      'an id and a word',
      c => c.getUpgradePlanOutline('u', 'rollback'),
      'GET /v1/upgrades/u/plans/rollback/outline',
    ],
    [
      'ids with letters that mean something in a path',
      c => c.putOverride('p', 'a/b:c', { reason: 'a long enough reason' }),
      'PUT /v1/plans/p/overrides/a%2Fb%3Ac {"reason":"a long enough reason"}',
    ],
    [
      'a body',
      c => c.addNote('u', { text: 'a' }),
      'POST /v1/upgrades/u/notes {"text":"a"}',
    ],
    ['no body', c => c.runChecks('p'), 'POST /v1/plans/p/checks {}'],
    [
      'a query',
      c => c.listEvents('u', { after: 0, wait: 20, limit: undefined }),
      'GET /v1/upgrades/u/events?after=0&wait=20',
    ],
    ['no query', c => c.getPlan('p', undefined, {}), 'GET /v1/plans/p'],
    [
      'a query of several values',
      c => c.listUpgrades({ limit: 5, status: ['running', 'paused'] }),
      'GET /v1/upgrades?limit=5&status=running%2Cpaused',
    ],
  ])('sends %s where the table says', async (_, call, expected) => {
    const { client, sent } = clientFor(ok);
    await call(client);
    const [{ url, init }] = sent;
    const request = `${init.method} ${url} ${init.body ?? ''}`;
    expect(request.trim()).toBe(
      expected.replace(' ', ' http://portal/api/upgrade'),
    );
  });

  it('keeps browsers from queueing equal requests for an answer to cache', async () => {
    const { client, sent } = clientFor(ok);
    await client.listEvents('u', { after: 3, wait: 20 });
    expect(sent[0].init.cache).toBe('no-store');
  });

  it('has a method for every row of the table', () => {
    const { client } = clientFor(ok);
    expect(Object.keys(client).sort()).toEqual(
      [
        ...apiRoutes.map(({ operationId }) => operationId),
        'getReportMarkdown',
      ].sort(),
    );
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

  it('sends the token that it was made with where a request brings none', async () => {
    const { client, sent } = clientFor(ok, 'own');
    await client.getUpgrade('u');
    await client.getUpgrade('u', { token: 't' });
    expect(sent.map(({ init }) => init.headers)).toMatchObject([
      { authorization: 'Bearer own' },
      { authorization: 'Bearer t' },
    ]);
  });

  it('gives the report as data and as text', async () => {
    const { client, sent } = clientFor(() => new Response('"# Report"'));
    expect(await client.getReport('u')).toBe('# Report');
    expect(await client.getReportMarkdown('u')).toBe('"# Report"');
    expect(
      sent.map(({ url, init }) => [new URL(url).search, init.headers]),
    ).toEqual([
      ['?format=json', { accept: 'application/json' }],
      ['?format=md', { accept: 'text/markdown' }],
    ]);
  });

  it('can be stopped', async () => {
    const { client, sent } = clientFor(ok);
    const { signal } = new AbortController();
    await client.listEvents('u', { wait: 20 }, { signal });
    await client.getReport('u', { signal });
    expect(sent.map(({ init }) => init.signal)).toEqual([signal, signal]);
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

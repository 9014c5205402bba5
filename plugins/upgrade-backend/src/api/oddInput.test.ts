import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { CLUSTER_REF } from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const REASON = 'We looked at it together and accept it';

const cursor = (json: string) => Buffer.from(json).toString('base64url');

/** `UPGRADE` and `PLAN` stand for ones that are there. */
const PATHS = [
  '/v1/upgrades/%00',
  '/v1/upgrades/a%00b/events',
  '/v1/upgrades/a%0Ab/report',
  '/v1/upgrades/%E0%A4%A',
  '/v1/upgrades/%ED%A0%80',
  '/v1/plans/%00',
  '/v1/plans/a%2Fb',
  '/v1/clusters/a%2Fb/default/omni-prod',
  '/v1/clusters/resource/default/%00',
  '/v1/clusters/resource/de%3Afault/omni',
  '/v1/clusters/resource/default/..%2f..%2fomni',
  '/v1/applications/a%2Fb/default/shop/threshold',
  '/v1/upgrades?clusterRef=%00',
  '/v1/upgrades?clusterRef=resource:default/a%00b',
  '/v1/upgrades?clusterRef[]=x',
  '/v1/upgrades?cursor=%00',
  '/v1/upgrades?limit=1e400',
  ...[
    '[1.5,"x"]',
    '[1e30,"x"]',
    '[-1e30,"x"]',
    '[1e999,"x"]',
    '[9007199254740993,"x"]',
    '[1,"\\u0000"]',
    '[null,"x"]',
    '[1,2]',
    '{}',
    'null',
    '[]',
  ].map(json => `/v1/upgrades?cursor=${cursor(json)}`),
  '/v1/upgrades/UPGRADE/events?after=2147483648',
  '/v1/upgrades/UPGRADE/events?after=-1',
  '/v1/upgrades/UPGRADE/events?after=1.5',
  '/v1/upgrades/UPGRADE/events?limit=99999999999',
  '/v1/upgrades/UPGRADE/plans/%00',
];

const ACTIONS = ['pause', 'resume', 'cancel', 'rollback', 'retry', 'end'];

const SEQS = [2147483648, 9007199254740991, 1e30, -1, 1.5, '1'];

const BODIES: Array<[string, unknown]> = [
  ...ACTIONS.flatMap(action =>
    SEQS.map((expectedSeq): [string, unknown] => [
      `/v1/upgrades/UPGRADE/${action}`,
      { expectedSeq, reason: REASON },
    ]),
  ),
  [
    '/v1/upgrades/UPGRADE/silence',
    {
      applicationId: 'shop/shop',
      reason: REASON,
      forMs: 1000,
      expectedSeq: 2147483648,
    },
  ],
  [
    '/v1/upgrades/UPGRADE/silence',
    { applicationId: '\u0000', reason: REASON, forMs: 1000 },
  ],
  ['/v1/upgrades', { planId: '\u0000', planHash: `sha256:${'0'.repeat(64)}` }],
  [
    '/v1/upgrades',
    {
      planId: 'PLAN',
      planHash: `sha256:${'0'.repeat(64)}`,
      idempotencyKey: '\u0000',
    },
  ],
  ['/v1/plans/PLAN/checks', { checkIds: ['\u0000'] }],
  [
    '/v1/clusters/resource/default/omni/plans',
    { toVersion: 'v1\n\u001b[31mforged' },
  ],
];

describe.each(databases.eachSupportedId())('odd input on %s', databaseId => {
  let portal: OmniCloudPortal;
  let ids: { UPGRADE: string; PLAN: string };
  const headers = {
    authorization: mockCredentials.user.header('user:default/mia'),
    'content-type': 'application/json',
  };

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
      features: [mockServices.database.factory({ knex })],
    });
    const mia = portal.clientAs('user:default/mia');
    const { overview } = await mia.getCluster(CLUSTER_REF);
    let plan = await mia.createPlan(CLUSTER_REF, {
      toVersion: overview.recommendedVersion!,
    });
    for (const { findingId } of plan.blockers) {
      plan = await mia.putOverride(plan.id, findingId!, { reason: REASON });
    }
    const { state } = await mia.startUpgrade({
      planId: plan.id,
      planHash: plan.hash,
    });
    ids = { UPGRADE: state.id, PLAN: plan.id };
  });

  afterAll(() => portal?.stop());

  const named = (text: string) =>
    text.replace('UPGRADE', ids.UPGRADE).replace('PLAN', ids.PLAN);

  async function send(path: string, init?: RequestInit) {
    const response = await fetch(`${portal.baseUrl}${named(path)}`, {
      ...init,
      headers,
    });
    return { status: response.status, answer: await response.json() };
  }

  it.each(PATHS)('%s is refused as what it is', async path => {
    const { status } = await send(path);
    expect([400, 404]).toContain(status);
  });

  it.each(BODIES)('%s with %j is refused as what it is', async (path, body) => {
    const { status } = await send(path, {
      method: 'POST',
      body: named(JSON.stringify(body)),
    });
    expect(status).toBe(400);
  });

  it.each([
    '/v1/upgrades?limit=1',
    '/v1/upgrades?clusterRef=resource:default/omni',
    '/v1/upgrades/UPGRADE/events?after=2147483647',
  ])('%s is answered', async path => {
    expect(await send(path)).toMatchObject({ status: 200 });
  });

  it('that is text of people is kept as it is', async () => {
    const text = 'A note with \u0000 and \ud800 in it';
    const { status } = await send('/v1/upgrades/UPGRADE/notes', {
      method: 'POST',
      body: JSON.stringify({ text }),
    });
    expect(status).toBe(201);
  });
});

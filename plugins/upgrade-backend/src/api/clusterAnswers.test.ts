import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import omniCloudModule from '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud';
import { omniCloudEntity } from './__testUtils__/omniCloudEntities';
import { Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(60_000);

const FOREIGN = `<h1>Go away</h1>\u001b[31m\r\n\u2028${'long '.repeat(500)}`;

const reply =
  (status: number, body: string, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body);

/** What a cluster may do when it is asked anything, by the name of its connection. */
const BEHAVIOURS: Record<string, (response: ServerResponse) => void> = {
  unauthorized: reply(401, JSON.stringify({ message: FOREIGN })),
  forbidden: reply(403, JSON.stringify({ message: 'no' })),
  missing: reply(404, 'page not found'),
  conflict: reply(409, JSON.stringify({ message: FOREIGN })),
  broken: reply(500, FOREIGN, { 'content-type': 'text/html' }),
  html: reply(200, FOREIGN, { 'content-type': 'text/html' }),
  redirect: reply(302, '', { location: 'http://elsewhere.invalid/' }),
  hanging: () => {},
};

const CASES: Array<[string, number]> = [
  ...Object.keys(BEHAVIOURS).map((name): [string, number] => [
    name,
    name === 'hanging' ? 504 : 502,
  ]),
  ['unreachable', 502],
];

describe('the answers of a cluster', () => {
  let portal: Portal;
  let server: Server;
  const headers = {
    authorization: mockCredentials.user.header('user:default/mia'),
    'content-type': 'application/json',
  };

  beforeAll(async () => {
    server = createServer((request, response) =>
      BEHAVIOURS[request.url!.split('/')[1]](response),
    );
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    portal = await startPortal({
      entities: CASES.map(([name]) => omniCloudEntity(name, name)),
      features: [omniCloudModule],
      config: {
        upgrade: {
          worker: { enabled: false },
          inspection: { timeout: { seconds: 2 } },
        },
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: CASES.map(([name]) => ({
                name,
                url:
                  name === 'unreachable'
                    ? 'http://127.0.0.1:1'
                    : `${origin}/${name}`,
              })),
            },
          ],
        },
      },
    });
  });

  afterAll(async () => {
    await portal?.backend.stop();
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it.each(CASES)(
    'are never the portal’s: planning on one that is %s is %d',
    async (name, status) => {
      const response = await fetch(
        `${portal.baseUrl}/v1/clusters/resource/default/${name}/plans`,
        {
          method: 'POST',
          headers,
          body: JSON.stringify({ toVersion: 'v1.4.1' }),
        },
      );
      const body = await response.json();
      expect({ status: response.status, name: body.error.name }).toEqual({
        status,
        name: 'ClusterFailedError',
      });
      const { message } = body.error;
      expect(message).toContain(
        stringifyEntityRef(omniCloudEntity(name, name)),
      );
      expect(message.length).toBeLessThan(900);
      expect(message).not.toMatch(/\p{Cc}|\u2028/u);
      expect(message).toMatch(/(Check|Look|Renew|Apply) /);
      expect(JSON.stringify(body)).not.toContain('"cause"');
    },
  );

  it('are marked as the cluster’s words where they are shown', async () => {
    const { overview } = await portal
      .clientAs('user:default/mia')
      .getCluster('resource:default/unauthorized');
    expect(overview.connection).toMatchObject({
      status: 'unreachable',
      reason: {
        text: expect.stringMatching(
          /with status 401\. What came from the cluster: "<h1>Go away<\/h1> \[31m long .* …"\.$/,
        ),
      },
      remedy: expect.stringContaining('token'),
    });
  });
});

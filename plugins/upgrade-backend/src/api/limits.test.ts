import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';
import { UpgradeClient } from '@cluster-upgrade/plugin-upgrade-common';
import {
  CLUSTER_REF,
  omniCloudEntity,
} from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';

jest.setTimeout(60_000);

const REASON = 'We looked at it together and accept it';

describe('what one user gets', () => {
  let portal: OmniCloudPortal;
  let hanging: Server;
  let mia: UpgradeClient;
  let upgradeId: string;

  beforeAll(async () => {
    hanging = createServer(() => {});
    await new Promise<void>(done => hanging.listen(0, '127.0.0.1', done));
    const { port } = hanging.address() as AddressInfo;
    portal = await startOmniCloudPortal({
      upgrade: {
        worker: { enabled: false },
        limits: { openPollsPerUser: 2, plansPerUser: 1, notesPerUser: 1 },
        // Nothing here would end in time by itself.
        inspection: { timeout: { hours: 1 }, listTimeout: { seconds: 1 } },
      },
      entities: [omniCloudEntity('hanging', 'hanging')],
      connections: [{ name: 'hanging', url: `http://127.0.0.1:${port}` }],
    });
    mia = portal.clientAs('user:default/mia');
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
    upgradeId = state.id;
  });

  afterAll(async () => {
    await portal?.stop();
    hanging.closeAllConnections();
    await new Promise(done => hanging.close(done));
  });

  async function send(user: string, path: string, body?: object) {
    const response = await fetch(`${portal.baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(`user:default/${user}`),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const { error } = await response.json();
    return { status: response.status, message: error?.message };
  }

  it('is a number of plans', async () => {
    const path = '/v1/clusters/resource/default/omni/plans';
    const refused = await send('mia', path, { toVersion: 'v1.4.1' });
    expect(refused.status).toBe(429);
    expect(refused.message).toContain('upgrade.limits.plansPerUser');
    expect((await send('tom', path, { toVersion: 'v1.4.1' })).status).toBe(201);
  });

  it('is a number of notes', async () => {
    const path = `/v1/upgrades/${upgradeId}/notes`;
    expect((await send('mia', path, { text: 'One' })).status).toBe(201);
    const refused = await send('mia', path, { text: 'Two' });
    expect(refused.status).toBe(429);
    expect(refused.message).toContain('upgrade.limits.notesPerUser');
    expect((await send('tom', path, { text: 'Mine' })).status).toBe(201);
  });

  it('is a number of requests for events that wait', async () => {
    const { state } = await mia.getUpgrade(upgradeId);
    const path = `/v1/upgrades/${upgradeId}/events?after=${state.seq}&wait=20`;
    const waiting = [1, 2, 3].map(() => send('mia', path));
    const refused = await Promise.race(waiting);
    expect(refused.status).toBe(429);
    expect(refused.message).toContain('upgrade.limits.openPollsPerUser');
    const brief = `/v1/upgrades/${upgradeId}/events`;
    expect((await send('mia', brief)).status).toBe(200);
    // Ends those who wait.
    await mia.pauseUpgrade(upgradeId);
    const answers = await Promise.all(waiting);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    expect((await send('mia', path)).status).toBe(200);
  });

  it('is a list of clusters that no hung cluster holds up', async () => {
    const { clusters } = await mia.listClusters();
    expect(
      clusters.map(({ clusterRef, connection }) => [
        clusterRef,
        connection.status,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [CLUSTER_REF, 'reachable'],
        ['resource:default/hanging', 'unreachable'],
      ]),
    );
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  LoggerService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  apiRoutes,
  UpgradeClient,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { omnicloud } from '@cluster-upgrade/platforms';
import { Knex } from 'knex';
import { CLUSTER_REF } from '../api/__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from '../api/__testUtils__/startOmniCloudPortal';
import { allowAll } from '../api/__testUtils__/startPortal';
import { DatabaseUpgradeStore } from '../database/DatabaseUpgradeStore';
import { Sealer } from '../database/sealing/Sealer';
import { SEALED_COLUMNS } from '../database/sealing/sealedColumns';
import { openUpgradeDatabase } from '../database/UpgradeDatabase';
import { plantSecrets } from './__testUtils__/plantSecrets';

jest.setTimeout(180_000);

const PLANTED = 'pl4nted-s3cr3t';
const FORMS = [
  PLANTED,
  Buffer.from(PLANTED).toString('base64'),
  encodeURIComponent(PLANTED),
];
const SEAL_SECRET = 'of this test alone, and long enough';
const MIA = 'user:default/mia';
const VICTOR = 'user:default/victor';
/** What changes something, and what shows values. */
const NOT_FOR_VICTOR = /^upgrade\.(?!.*read)/;
const LOOK_MS = 500;
const MOST_LOOKS = 240;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'a value that people configured on a cluster, with %s,',
  id => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'));
    /** Everything that left the backend other than in an answer. */
    const told: Record<'log' | 'notifications' | 'signals', string[]> = {
      log: [],
      notifications: [],
      signals: [],
    };
    const answers: Array<{ path: string; status: number; text: string }> = [];
    const dumps: string[] = [];
    let knex: Knex;
    let portal: OmniCloudPortal;
    let mia: UpgradeClient;
    let planId: string;
    let ended: UpgradeState;

    beforeAll(async () => {
      knex = await databases.init(id);
      plantSecrets(omnicloud.simulated.seedFolder, folder, PLANTED);
      portal = await startOmniCloudPortal({
        seedFolder: folder,
        features: recorders(),
        upgrade: {
          encryption: { secrets: [SEAL_SECRET] },
        },
      });
      mia = portal.clientAs(MIA);
      portal.policy.decide = (permission, { principal }) =>
        'userEntityRef' in (principal as object) &&
        (principal as { userEntityRef: string }).userEntityRef === VICTOR &&
        NOT_FOR_VICTOR.test(permission)
          ? { result: AuthorizeResult.DENY }
          : allowAll(permission, {} as never);
      const upgradeId = await start();
      ended = await untilEnded(upgradeId);
      await askEverything(upgradeId);
    });

    afterAll(async () => {
      await portal?.stop();
      rmSync(folder, { recursive: true });
    });

    it('has gone through a verification, a start, waits, a failure and the way back', async () => {
      expect(ended.outcome).toBe('rolled-back');
      const types = await knex('upgrade_events').distinct().pluck('type');
      expect(types).toEqual(
        expect.arrayContaining([
          'step-waiting',
          'threshold-exceeded',
          'rollback-begun',
          'restore-checked',
        ]),
      );
    });

    it('is known to the backend, which goes back to it', async () => {
      const store = DatabaseUpgradeStore.create({
        database: await openUpgradeDatabase({
          database: { getClient: async () => knex, migrations: { skip: true } },
          sealer: Sealer.create({ secrets: [SEAL_SECRET] }),
        }),
      });
      const saved = JSON.stringify(await store.readSnapshot(ended.id));
      expect(saved).toContain(PLANTED);
    });

    it('stands nowhere in the database', async () => {
      expect(dumps.length).toBeGreaterThan(2);
      for (const stored of dumps) {
        expectNoTrace('the database', stored);
      }
    });

    it('is sealed wherever something is kept of the cluster', async () => {
      for (const { table, column } of SEALED_COLUMNS) {
        const rows = await knex(table).whereNotNull(column).select(column);
        const open = rows.filter(row => !row[column].startsWith('sealed:'));
        expect({ table, column, open }).toEqual({ table, column, open: [] });
      }
    });

    it.each(['log', 'notifications', 'signals'] as const)(
      'stands nowhere in the %s',
      channel => {
        expect(told[channel]).not.toEqual([]);
        expectNoTrace(channel, told[channel].join('\n'));
      },
    );

    it('is in no answer for who may only read', () => {
      const asked = new Set(answers.map(({ path }) => path));
      expect(asked.size).toBeGreaterThan(READ_PATHS.length);
      for (const { path, text } of answers) {
        expectNoTrace(path, text);
      }
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    });

    async function start(): Promise<string> {
      const { overview } = await mia.getCluster(CLUSTER_REF);
      let plan = await mia.createPlan(CLUSTER_REF, {
        toVersion: overview.recommendedVersion!,
        thresholds: [
          {
            applicationId: 'shop/shop',
            maxFailures: 0,
            unit: 'count',
            mustLastMs: 1_000,
            action: 'rollback',
          },
        ],
      });
      plan = await mia.runChecks(plan.id, {});
      planId = plan.id;
      await askEverything();
      for (const { findingId } of plan.blockers) {
        await mia.putOverride(plan.id, findingId!, {
          reason: 'It is accepted so that there is an upgrade',
        });
      }
      await portal.cluster.breakApplication('crash-loop');
      const { state } = await mia.startUpgrade({
        planId: plan.id,
        planHash: plan.hash,
      });
      return state.id;
    }

    async function untilEnded(upgradeId: string): Promise<UpgradeState> {
      let status: string | undefined;
      for (let look = 0; look < MOST_LOOKS; look += 1) {
        const { state } = await mia.getUpgrade(upgradeId);
        await ask(`/v1/upgrades/${upgradeId}`);
        if (state.status !== status) {
          status = state.status;
          dumps.push(await dump(knex));
        }
        if (status === 'finished') {
          return state;
        }
        await new Promise(next => setTimeout(next, LOOK_MS));
      }
      throw new Error(`The upgrade is still ${status}`);
    }

    /** Each route that changes nothing, as somebody who may only read. */
    async function askEverything(upgradeId?: string): Promise<void> {
      const paths = READ_PATHS.map(path =>
        path
          .replace(
            '/clusters/:kind/:namespace/:name',
            '/clusters/resource/default/omni',
          )
          .replace(
            '/applications/:kind/:namespace/:name',
            '/applications/component/default/shop',
          )
          .replace(':planId', planId)
          .replace(':upgradeId', upgradeId ?? ':upgradeId'),
      )
        .filter(path => !path.includes(':upgradeId'))
        .flatMap(path =>
          path.includes(':kind')
            ? ['upgrade', 'rollback', 'cleanup'].map(kind =>
                path.replace(':kind', kind),
              )
            : [path],
        );
      for (const path of paths) {
        await ask(path);
        if (path.endsWith('/report')) {
          await ask(`${path}?format=md`);
        }
        if (path.includes('/plans/')) {
          await ask(`${path}?values=shown`);
        }
      }
    }

    async function ask(path: string): Promise<void> {
      const answer = await fetch(`${portal.baseUrl}${path}`, {
        headers: { authorization: mockCredentials.user.header(VICTOR) },
      });
      answers.push({ path, status: answer.status, text: await answer.text() });
    }

    function recorders() {
      const log = (...said: unknown[]) =>
        told.log.push(JSON.stringify(said.map(String)));
      const logger: LoggerService & RootLoggerService = {
        error: log,
        warn: log,
        info: log,
        debug: log,
        child: () => logger,
      };
      return [
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({ getClient: async () => knex }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send(message) {
              told.notifications.push(JSON.stringify(message));
            },
          }),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({
            async publish(signal) {
              told.signals.push(JSON.stringify(signal));
            },
          }),
        }),
      ];
    }
  },
);

/** Paths of everything that can be read. */
const READ_PATHS = apiRoutes.flatMap(({ method, path }) =>
  method === 'GET' ? [path] : [],
);

function expectNoTrace(where: string, text: string): void {
  for (const form of FORMS) {
    const at = text.indexOf(form);
    expect({
      where,
      around: at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 50),
    }).toEqual({ where, around: '' });
  }
}

/** Every column of every row of every table. */
async function dump(knex: Knex): Promise<string> {
  const isSqlite = knex.client.config.client.includes('sqlite');
  const tables: string[] = isSqlite
    ? await knex('sqlite_master').where({ type: 'table' }).pluck('name')
    : await knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .pluck('table_name');
  const rows = [];
  for (const table of tables) {
    rows.push(table, await knex(table).select());
  }
  return JSON.stringify(rows);
}

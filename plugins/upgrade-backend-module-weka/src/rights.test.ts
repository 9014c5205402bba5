import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  AccessRule,
  missingRights,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  DriverTrial,
  grantedRights,
  neededRights,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { startVirtualWeka } from './__testUtils__/startVirtualWeka';
import { createWekaDriver } from './WekaDriver';

jest.setTimeout(60_000);

const driver = createWekaDriver();

const granted = grantedRights(
  parseAllDocuments(
    readFileSync(
      resolvePackagePath(
        '@cluster-upgrade/plugin-upgrade-backend-module-weka',
        'manifests/rbac.yaml',
      ),
      'utf8',
    ),
  ).map(document => document.toJS()),
);

describe('manifests/rbac.yaml', () => {
  let needed: AccessRule[];

  beforeAll(async () => {
    const world = await startVirtualWeka();
    const plan = await new DriverTrial(driver, world).plan(
      '4.4.5.120-k8s.1',
      driver.defaultStrategy,
    );
    await world.stop();
    needed = neededRights(driver, [plan]);
  });

  it('grants every right that the driver and its plans need', () => {
    expect(missingRights(needed, granted)).toEqual([]);
  });

  it('grants nothing more, but for namespaces: those of clients are not known before', () => {
    const anywhere = needed.map(({ namespace, ...rule }) => rule);
    expect(missingRights(granted, anywhere)).toEqual([]);
  });
});

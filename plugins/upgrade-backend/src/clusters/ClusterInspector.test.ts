import {
  Inventory,
  ReleaseOption,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { ClusterConnector } from './ClusterConnector';
import { ClusterInspector } from './ClusterInspector';
import { DriverRegistry } from './DriverRegistry';

const ENTITY = {
  ref: 'resource:default/prod',
  title: 'Prod',
  platform: 'omnicloud',
  connectionName: 'prod',
};

function setUp(inspect: () => Promise<Inventory>) {
  const clock = new VirtualClock();
  const drivers = new DriverRegistry();
  const driver = {
    platform: 'omnicloud',
    inspect: jest.fn(inspect),
    listReleases: async (): Promise<ReleaseOption[]> => [],
  };
  drivers.addDriver(driver as unknown as UpgradeDriver);
  const inspector = new ClusterInspector({
    drivers,
    connector: {
      connect: async () =>
        ({
          get: async () => ({ metadata: { uid: 'uid-1' } }),
        }) as unknown as ClusterClient,
    } as unknown as ClusterConnector,
    clock,
    timeoutMs: 20_000,
    failureMaxAgeMs: 5_000,
  });
  return { clock, drivers, driver, inspector };
}

describe('ClusterInspector', () => {
  it('looks once for all who ask within the time', async () => {
    const { clock, driver, inspector } = setUp(async () => ({}) as Inventory);
    const cluster = await inspector.reach(ENTITY);
    await Promise.all([
      inspector.look(cluster, 15_000),
      inspector.look(cluster, 15_000),
    ]);
    await clock.advance(15_000);
    await inspector.look(cluster, 15_000);
    expect(driver.inspect).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    await inspector.look(cluster, 15_000);
    expect(driver.inspect).toHaveBeenCalledTimes(2);
  });

  it('looks again once the cluster is known to have changed', async () => {
    const { clock, driver, inspector } = setUp(async () => ({}) as Inventory);
    const cluster = await inspector.reach(ENTITY);
    await inspector.look(cluster, 15_000);
    await clock.advance(1_000);
    await inspector.look(cluster, 15_000, clock.now());
    expect(driver.inspect).toHaveBeenCalledTimes(2);
  });

  it('keeps a failure for a short while, and what was seen before', async () => {
    let isUp = true;
    const { clock, driver, inspector } = setUp(async () => {
      if (!isUp) {
        throw new Error('refused');
      }
      return {} as Inventory;
    });
    const cluster = await inspector.reach(ENTITY);
    const seen = await inspector.look(cluster, 0);
    await clock.advance(1);
    isUp = false;
    for (let asked = 0; asked < 5; asked++) {
      await expect(inspector.look(cluster, 0)).rejects.toThrow('refused');
    }
    expect(driver.inspect).toHaveBeenCalledTimes(2);
    expect(inspector.lastKnown(ENTITY.ref)).toBe(seen);
    isUp = true;
    await clock.advance(5_000);
    await expect(inspector.look(cluster, 0)).resolves.toBeDefined();
  });

  it('gives up a cluster that does not answer, and says which', async () => {
    const { clock, inspector } = setUp(() => new Promise(() => {}));
    const looking = inspector.inspect(await inspector.reach(ENTITY));
    const [refused] = await Promise.all([
      looking.catch((error: Error) => error.message),
      clock.advance(20_000),
    ]);
    expect(refused).toContain(
      'No answer to the inspection of resource:default/prod within 20 s',
    );
  });

  it('says which drivers are installed when one is missing', async () => {
    const { drivers, inspector } = setUp(async () => ({}) as Inventory);
    await expect(
      inspector.reach({ ...ENTITY, platform: 'weka' }),
    ).rejects.toThrow(
      /cluster-upgrade\.io\/platform of resource:default\/prod says 'weka'.*Installed are: omnicloud/,
    );
    expect(() =>
      drivers.addDriver({ platform: 'omnicloud' } as UpgradeDriver),
    ).toThrow("Two drivers are installed for platform 'omnicloud'");
  });
});

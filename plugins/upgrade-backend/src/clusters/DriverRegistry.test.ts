import {
  StepHandler,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { DriverRegistry } from './DriverRegistry';

const driver = (platform: string, ...kinds: string[]) =>
  ({
    platform,
    stepHandlers: kinds.map(kind => ({ kind }) as StepHandler),
  }) as Partial<UpgradeDriver> as UpgradeDriver;

describe('DriverRegistry', () => {
  it('lists drivers by platform', () => {
    const registry = new DriverRegistry();
    registry.addDriver(driver('weka'));
    registry.addDriver(driver('acme', 'acme-wait'));
    expect(registry.list().map(({ platform }) => platform)).toEqual([
      'acme',
      'weka',
    ]);
  });

  it('refuses a second driver for a platform', () => {
    const registry = new DriverRegistry();
    registry.addDriver(driver('acme'));
    expect(() => registry.addDriver(driver('acme'))).toThrow(
      "Two drivers are installed for platform 'acme'",
    );
  });

  it("refuses a driver one of whose steps is named like one of the library's, when the backend starts", () => {
    expect(() =>
      new DriverRegistry().addDriver(driver('acme', 'acme-wait', 'soak')),
    ).toThrow(
      "The driver for platform 'acme' has steps of a kind that is taken: soak. Name them after the platform, such as 'acme-soak'.",
    );
  });

  it('says what is installed where a platform is not', () => {
    const registry = new DriverRegistry();
    registry.addDriver(driver('acme'));
    expect(() =>
      registry.get({ ref: 'resource:default/one', platform: 'other' }),
    ).toThrow('Installed are: acme');
  });
});

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { UpgradeDriver } from './UpgradeDriver';

/**
 * Where drivers register.
 *
 * @public
 */
export interface UpgradeDriversExtensionPoint {
  /** @throws ConflictError when a driver for the same platform is there already */
  addDriver(driver: UpgradeDriver): void;
}

/** @public */
export const upgradeDriversExtensionPoint =
  createExtensionPoint<UpgradeDriversExtensionPoint>({
    id: 'upgrade.drivers',
  });

import { ConflictError, NotFoundError } from '@backstage/errors';
import { ANNOTATION_PLATFORM } from '@cluster-upgrade/plugin-upgrade-common';
import {
  requireDistinctKinds,
  UpgradeDriver,
  UpgradeDriversExtensionPoint,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterEntity } from './ClusterEntity';

/** The platforms that this portal can upgrade. */
export class DriverRegistry implements UpgradeDriversExtensionPoint {
  readonly #driverByPlatform = new Map<string, UpgradeDriver>();

  /** @throws ConflictError when its platform, or a kind of its steps, is taken */
  addDriver(driver: UpgradeDriver): void {
    if (this.#driverByPlatform.has(driver.platform)) {
      throw new ConflictError(
        `Two drivers are installed for platform '${driver.platform}'. Remove one of the backend modules.`,
      );
    }
    requireDistinctKinds(driver);
    this.#driverByPlatform.set(driver.platform, driver);
  }

  list(): UpgradeDriver[] {
    return [...this.#driverByPlatform.values()].sort((a, b) =>
      a.platform < b.platform ? -1 : 1,
    );
  }

  find(platform: string): UpgradeDriver | undefined {
    return this.#driverByPlatform.get(platform);
  }

  /** @throws NotFoundError that names the annotation, its value and what is installed */
  get(cluster: Pick<ClusterEntity, 'ref' | 'platform'>): UpgradeDriver {
    const driver = this.find(cluster.platform);
    if (!driver) {
      const installed = this.list().map(({ platform }) => platform);
      throw new NotFoundError(
        `Annotation ${ANNOTATION_PLATFORM} of ${cluster.ref} says '${
          cluster.platform
        }', for which no driver is installed. Installed are: ${
          installed.join(', ') || 'none'
        }. Install its backend module or correct the annotation.`,
      );
    }
    return driver;
  }
}

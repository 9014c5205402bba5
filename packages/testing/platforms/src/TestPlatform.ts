import { BackendFeature } from '@backstage/backend-plugin-api';
import { SimulatedPlatform } from '@cluster-upgrade/cluster-simulator/operatorKit';
import type { OpenScenario } from '@cluster-upgrade/simulation';

/**
 * A platform as the demo and tests have it.
 *
 * @public
 */
export interface TestPlatform {
  /** As entities and drivers name it. */
  name: string;
  title: string;
  /** The demo's cluster: its name in the portal's configuration, and its entity. */
  cluster: { name: string; ref: string; title: string };
  /** Entities of that cluster and of the applications on it. */
  catalogFile: string;
  /** The driver, as a portal's backend adds it. */
  driverModule(): Promise<{ default: BackendFeature }>;
  /** The objects of the cluster, and what its vendor would run there. */
  simulated: SimulatedPlatform;
  /** One upgrade under virtual time, and what must be so afterwards. */
  scenario(): OpenScenario;
}

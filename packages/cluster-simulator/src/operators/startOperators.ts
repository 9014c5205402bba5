import { ClusterClient } from '@cluster-upgrade/plugin-upgrade-node';
import { PodFault, PodFaultKind } from '../faults/fault';
import { Reconciler } from '../reconcile/ReconcileLoop';
import {
  ReconcilerEnvironment,
  startReconcilers,
} from '../reconcile/startReconcilers';
import { omnicloudApplicationFault } from './omnicloud/applicationFault';
import { omnicloudOperators } from './omnicloud/omnicloudOperators';
import { Readiness } from '../seeds/readiness';
import { wekaApplicationFault } from './weka/applicationFault';
import { wekaOperators } from './weka/wekaOperators';
import { wekaReadiness } from './weka/wekaReadiness';

/** @internal */
export interface OperatorOptions extends ReconcilerEnvironment {
  /** Delays are divided by it; 1 unless told. */
  speed?: number;
}

interface SimulatedPlatform {
  operators(speed: number): Reconciler[];
  /** A fault of an application that an upgrade of the platform wakes. */
  applicationFault(
    client: ClusterClient,
    kind: PodFaultKind,
  ): Promise<PodFault>;
  /** Which of the platform's own objects are not up yet; absent: its workloads say it all. */
  readiness?(client: ClusterClient): Promise<Readiness>;
}

const platformsByName: Record<string, SimulatedPlatform> = {
  omnicloud: {
    operators: omnicloudOperators,
    applicationFault: omnicloudApplicationFault,
  },
  weka: {
    operators: wekaOperators,
    applicationFault: wekaApplicationFault,
    readiness: wekaReadiness,
  },
};

/**
 * @throws when there is no such platform, naming those there are
 * @internal
 */
export function simulatedPlatform(name: string): SimulatedPlatform {
  const platform = platformsByName[name];
  if (!platform) {
    throw new Error(
      `There is no simulated platform "${name}"; choose one of: ${Object.keys(
        platformsByName,
      ).join(', ')}`,
    );
  }
  return platform;
}

/**
 * Starts what the platform's vendor would run in the cluster: clients of its API and nothing else.
 *
 * @internal
 */
export function startOperators(
  platform: SimulatedPlatform,
  options: OperatorOptions,
): void {
  startReconcilers(platform.operators(options.speed ?? 1), options);
}

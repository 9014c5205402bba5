import { Reconciler } from '../reconcile/ReconcileLoop';
import {
  ReconcilerEnvironment,
  startReconcilers,
} from '../reconcile/startReconcilers';
import { omnicloudOperators } from './omnicloud/omnicloudOperators';

/** @public */
export type SimulatedPlatform = 'omnicloud';

/** @internal */
export interface OperatorOptions extends ReconcilerEnvironment {
  /** Delays are divided by it; 1 unless told. */
  speed?: number;
}

const operatorsByPlatform: Record<
  SimulatedPlatform,
  (speed: number) => Reconciler[]
> = {
  omnicloud: omnicloudOperators,
};

/** @internal */
export const simulatedPlatforms = Object.keys(
  operatorsByPlatform,
) as SimulatedPlatform[];

/**
 * Starts what the platform's vendor would run in the cluster: clients of its API and nothing else.
 *
 * @internal
 */
export function startOperators(
  platform: SimulatedPlatform,
  options: OperatorOptions,
): void {
  startReconcilers(operatorsByPlatform[platform](options.speed ?? 1), options);
}

import { ApplicationInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { LibraryStepInput } from '@cluster-upgrade/plugin-upgrade-node';
import { ScaledApplication } from '../strategy/scaleDown';

/** An application's workload, as the steps that scale it take it. */
export type ScalableRef = LibraryStepInput<'scale-workload'>['object'];

type ExpectedWorkload =
  LibraryStepInput<'wait-applications'>['applications'][number];

/**
 * The applications with the instances that were ready when the plan was made: what wasn't ready before
 * is not asked of the upgrade.
 */
export function workloadsOf(
  applications: readonly ApplicationInfo[],
  scaled: readonly ScaledApplication[] = [],
): ExpectedWorkload[] {
  const replicasById = new Map(
    scaled.map(({ application, replicas }) => [application.id, replicas]),
  );
  return applications.map(({ id, object, ready }) => ({
    object: object as ScalableRef,
    ready: Math.min(ready, replicasById.get(id) ?? ready),
  }));
}

import {
  ApplicationInfo,
  EffectiveThreshold,
  Inventory,
  parseFailureThreshold,
  resolveThreshold,
  StoredThreshold,
  Threshold,
  ThresholdSources,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApplicationEntity } from '../clusters/ApplicationEntity';

/** Where thresholds come from besides the cluster itself. */
export interface ThresholdInput {
  /** Components that run on the cluster. */
  applications: readonly ApplicationEntity[];
  /** Saved in the portal, by entity ref. */
  storedByRef: ReadonlyMap<string, StoredThreshold>;
  /** For this upgrade only, by application id. */
  forUpgrade: ReadonlyMap<string, Threshold>;
  platformDefault: Threshold;
}

/** Configuration key that the platform's default comes from. */
export const DEFAULT_THRESHOLD_KEY = 'upgrade.thresholds.default';

/** The threshold that holds for each application of a cluster. */
export function resolveThresholds(
  inventory: Inventory,
  input: ThresholdInput,
): EffectiveThreshold[] {
  const entityByWorkload = entitiesByWorkload(input.applications);
  return inventory.applications.map(application =>
    resolveThreshold(
      { id: application.id, desired: application.desired },
      sourcesOf(application, entityByWorkload.get(application.id), input),
    ),
  );
}

/**
 * The inventory with the catalog's entity and owner for each application that one of them names.
 */
export function nameApplications(
  inventory: Inventory,
  applications: readonly ApplicationEntity[],
): Inventory {
  const entityByWorkload = entitiesByWorkload(applications);
  return {
    ...inventory,
    applications: inventory.applications.map(application => {
      const entity = entityByWorkload.get(application.id);
      return entity
        ? {
            ...application,
            title: entity.title,
            entityRef: entity.ref,
            ownerRef: entity.ownerRef,
          }
        : application;
    }),
  };
}

/** Where two entities name the same workload, the first by name has it, so that plans are stable. */
function entitiesByWorkload(
  applications: readonly ApplicationEntity[],
): Map<string, ApplicationEntity> {
  const byWorkload = new Map<string, ApplicationEntity>();
  const inOrder = [...applications].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  for (const entity of inOrder) {
    for (const workload of entity.workloads) {
      if (!byWorkload.has(workload)) {
        byWorkload.set(workload, entity);
      }
    }
  }
  return byWorkload;
}

/** Everything that was said about the threshold of one workload. */
export function sourcesOf(
  application: Pick<ApplicationInfo, 'id' | 'thresholdAnnotation'>,
  entity: ApplicationEntity | undefined,
  input: Omit<ThresholdInput, 'applications'>,
): ThresholdSources {
  const sources: ThresholdSources = {
    'platform-default': {
      name: DEFAULT_THRESHOLD_KEY,
      settings: input.platformDefault,
    },
  };
  const forUpgrade = input.forUpgrade.get(application.id);
  if (forUpgrade) {
    sources.upgrade = { name: application.id, settings: forUpgrade };
  }
  const stored = entity && input.storedByRef.get(entity.ref);
  if (stored) {
    sources.stored = { name: entity.ref, settings: stored.threshold };
  }
  if (entity?.threshold) {
    sources['component-annotation'] = {
      name: entity.ref,
      settings: entity.threshold,
    };
  }
  const onWorkload = workloadThreshold(application);
  if (onWorkload) {
    sources['workload-annotation'] = {
      name: application.id,
      settings: onWorkload,
    };
  }
  return sources;
}

/** An annotation that can't be read doesn't count; the driver's checks name it. */
function workloadThreshold({
  id,
  thresholdAnnotation,
}: Pick<ApplicationInfo, 'id' | 'thresholdAnnotation'>) {
  if (thresholdAnnotation === undefined) {
    return undefined;
  }
  const parsed = parseFailureThreshold(thresholdAnnotation.value, {
    object: id,
    annotation: thresholdAnnotation.name,
  });
  return 'value' in parsed ? parsed.value : undefined;
}

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
import { claimantsByWorkload, strictestOf } from './workloadClaims';

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
const DEFAULT_THRESHOLD_KEY = 'upgrade.thresholds.default';

/** The threshold that holds for each application of a cluster. */
export function resolveThresholds(
  inventory: Inventory,
  input: ThresholdInput,
): EffectiveThreshold[] {
  const claimants = claimantsByWorkload(input.applications);
  return inventory.applications.map(application =>
    resolveClaimed(application, claimants.get(application.id) ?? [], input),
  );
}

/** The strictest of what holds by each Component that names the workload. */
export function resolveClaimed(
  application: Pick<ApplicationInfo, 'id' | 'desired' | 'thresholdAnnotation'>,
  claimants: readonly ApplicationEntity[],
  input: Omit<ThresholdInput, 'applications'>,
): EffectiveThreshold {
  const entities = claimants.length > 0 ? claimants : [undefined];
  return strictestOf(
    entities.map(entity =>
      resolveThreshold(
        { id: application.id, desired: application.desired },
        sourcesOf(application, entity, input),
      ),
    ),
  );
}

/**
 * The inventory with the catalog's entity and owner for each application that one of them names. Where
 * several do, the first by ref stands for all; the verification says so.
 */
export function nameApplications(
  inventory: Inventory,
  applications: readonly ApplicationEntity[],
): Inventory {
  const claimants = claimantsByWorkload(applications);
  return {
    ...inventory,
    applications: inventory.applications.map(application => {
      const [entity] = claimants.get(application.id) ?? [];
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

/** Everything that was said about the threshold of one workload. */
function sourcesOf(
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

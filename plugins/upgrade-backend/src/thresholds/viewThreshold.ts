import {
  ActionAvailability,
  ApplicationHealth,
  ApplicationInfo,
  resolveThreshold,
  StoredThreshold,
  Threshold,
  ThresholdSources,
  ThresholdView,
  ThresholdWorkload,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApplicationEntity } from '../clusters/ApplicationEntity';
import { sourcesOf } from './resolveThresholds';

/** One cluster that an application runs on, as far as it could be looked at. */
export interface ThresholdPlace {
  clusterRef: string;
  clusterTitle: string;
  /** Applications of the cluster, or why they are not known. */
  applications: readonly ApplicationInfo[] | { unknown: string };
  activeUpgrade?: { id: string; health: Record<string, ApplicationHealth> };
}

/** Everything that is said about an application's threshold. */
export interface ThresholdFacts {
  entity: ApplicationEntity;
  stored?: StoredThreshold;
  platformDefault: Threshold;
  places: readonly ThresholdPlace[];
  edit: ActionAvailability;
  nowMs: number;
}

/** The threshold of an application with its sources, and what it means on each cluster now. */
export function viewThreshold(facts: ThresholdFacts): ThresholdView {
  const { entity, stored, platformDefault } = facts;
  return {
    entityRef: entity.ref,
    stored,
    annotation: entity.threshold && {
      ...platformDefault,
      ...entity.threshold,
    },
    problems: entity.problems,
    platformDefault,
    workloads: facts.places.flatMap(place =>
      entity.workloads.map(id => workloadAt(id, place, facts)),
    ),
    actions: { edit: facts.edit },
    serverTimeMs: facts.nowMs,
  };
}

function workloadAt(
  applicationId: string,
  place: ThresholdPlace,
  facts: ThresholdFacts,
): ThresholdWorkload {
  const application =
    'unknown' in place.applications
      ? undefined
      : place.applications.find(({ id }) => id === applicationId);
  const effective = resolveThreshold(
    { id: applicationId, desired: application?.desired ?? 0 },
    sourcesFor(application ?? { id: applicationId }, facts),
  );
  const workload = {
    applicationId,
    clusterRef: place.clusterRef,
    clusterTitle: place.clusterTitle,
    effective,
    activeUpgradeId: place.activeUpgrade?.id,
  };
  if (!application) {
    return { ...workload, unknown: whyUnknown(applicationId, place) };
  }
  const { desired, ready } = application;
  const judged = place.activeUpgrade?.health[applicationId];
  return {
    ...workload,
    instances: {
      desired,
      ready,
      failing: judged?.failing.length ?? Math.max(0, desired - ready),
    },
  };
}

function sourcesFor(
  application: Pick<ApplicationInfo, 'id' | 'thresholdAnnotation'>,
  { entity, stored, platformDefault }: ThresholdFacts,
): ThresholdSources {
  return sourcesOf(application, entity, {
    storedByRef: new Map(stored ? [[entity.ref, stored]] : []),
    forUpgrade: new Map(),
    platformDefault,
  });
}

function whyUnknown(applicationId: string, place: ThresholdPlace): string {
  return 'unknown' in place.applications
    ? place.applications.unknown
    : `${place.clusterTitle} runs no workload '${applicationId}'.`;
}

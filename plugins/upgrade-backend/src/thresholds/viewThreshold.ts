import {
  ActionAvailability,
  ApplicationHealth,
  ApplicationInfo,
  Message,
  StoredThreshold,
  Threshold,
  ThresholdView,
  ThresholdWorkload,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApplicationEntity } from '../clusters/ApplicationEntity';
import { resolveClaimed } from './resolveThresholds';

/** One cluster that an application runs on, as far as it could be looked at. */
export interface ThresholdPlace {
  clusterRef: string;
  clusterTitle: string;
  /** Applications of the cluster, or why they are not known. */
  applications: readonly ApplicationInfo[] | { unknown: string };
  /** Components that run on the cluster. */
  components: readonly ApplicationEntity[];
  activeUpgrade?: { id: string; health: Record<string, ApplicationHealth> };
  /** What holds there where nobody says anything. */
  platformDefault: Threshold;
}

/** Everything that is said about an application's threshold. */
export interface ThresholdFacts {
  entity: ApplicationEntity;
  /** Saved in the portal, for it and for the Components of the places. */
  storedByRef: ReadonlyMap<string, StoredThreshold>;
  platformDefault: Threshold;
  places: readonly ThresholdPlace[];
  edit: ActionAvailability;
  nowMs: number;
}

/** The threshold of an application with its sources, and what it means on each cluster now. */
export function viewThreshold(facts: ThresholdFacts): ThresholdView {
  const { entity, storedByRef, platformDefault } = facts;
  return {
    entityRef: entity.ref,
    stored: storedByRef.get(entity.ref),
    annotation: entity.threshold && {
      ...platformDefault,
      ...entity.threshold,
    },
    problems: [...entity.problems, ...disputes(facts)],
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
  const effective = resolveClaimed(
    application ?? { id: applicationId, desired: 0 },
    claimantsAt(applicationId, place, facts),
    {
      ...facts,
      platformDefault: place.platformDefault,
      forUpgrade: new Map(),
    },
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

/** The Components of the place that name the workload, this one among them. */
function claimantsAt(
  applicationId: string,
  { components }: ThresholdPlace,
  { entity }: ThresholdFacts,
): ApplicationEntity[] {
  return [
    entity,
    ...components.filter(
      ({ ref, workloads }) =>
        ref !== entity.ref && workloads.includes(applicationId),
    ),
  ];
}

/** What its owner has to know when somebody else claims one of its workloads. */
function disputes(facts: ThresholdFacts): Message[] {
  const { entity, places } = facts;
  return places.flatMap(place =>
    entity.workloads.flatMap(applicationId => {
      const [, ...others] = claimantsAt(applicationId, place, facts);
      const names = others.map(({ ref }) => ref).join(', ');
      return others.length === 0
        ? []
        : [
            {
              code: 'workload-claimed-twice',
              params: { applicationId, clusterRef: place.clusterRef, names },
              text: `${applicationId} on ${place.clusterTitle} is also named by ${names}. Take it out of one of the annotations; until then the strictest threshold holds, and upgrades ask for an override.`,
            },
          ];
    }),
  );
}

function whyUnknown(applicationId: string, place: ThresholdPlace): string {
  return 'unknown' in place.applications
    ? place.applications.unknown
    : `${place.clusterTitle} runs no workload '${applicationId}'.`;
}

import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  ThresholdView,
  upgradeThresholdEditPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { readApplicationEntity } from '../../clusters/ApplicationEntity';
import { ClusterEntity, ownerOf } from '../../clusters/ClusterEntity';
import { mapBounded } from '../../clusters/mapBounded';
import { applicationResourceRef } from '../../authorization/policy/resources';
import { defaultThresholdOf } from '../../thresholds/defaultThreshold';
import { ThresholdPlace, viewThreshold } from '../../thresholds/viewThreshold';
import { activeUpgradeOf } from '../activeUpgrade';
import { ApiServices } from '../ApiServices';
import { Caller } from '../../authorization/caller';
import { RouteHandlers } from '../RouteHandler';

/** The failure threshold of an application: seen by many, edited by its owner. */
export function thresholdRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'getThreshold' | 'putThreshold' | 'deleteThreshold'> {
  const { thresholds, clock } = services;

  async function storedOf(ref: string): Promise<JsonObject | null> {
    const stored = (await thresholds.readThresholds([ref])).get(ref);
    return stored ? { ...stored.threshold } : null;
  }

  return {
    async getThreshold({ subject, caller }) {
      return {
        status: 200,
        json: await view(services, subject.entity, caller),
      };
    },

    async putThreshold({ subject, body, caller }) {
      const { ref } = readApplicationEntity(subject.entity);
      const before = await storedOf(ref);
      await thresholds.saveThreshold(ref, {
        threshold: body,
        savedBy: caller.actor,
        savedAtMs: clock.now(),
      });
      return {
        status: 200,
        audit: { before, after: { ...body } },
        json: await view(services, subject.entity, caller),
      };
    },

    async deleteThreshold({ subject, caller }) {
      const { ref } = readApplicationEntity(subject.entity);
      const before = await storedOf(ref);
      await thresholds.deleteThreshold(ref);
      return {
        status: 200,
        audit: { before, after: null },
        json: await view(services, subject.entity, caller),
      };
    },
  };
}

async function view(
  services: ApiServices,
  entity: Entity,
  caller: Caller,
): Promise<ThresholdView> {
  const application = readApplicationEntity(entity);
  const { ref } = application;
  const ownerRef = ownerOf(entity);
  const [clusters, permitted] = await Promise.all([
    services.catalog.listClusters(caller.credentials),
    services.authorizer.availability(
      caller.credentials,
      applicationResourceRef,
      [upgradeThresholdEditPermission],
      { ref, ownerRef },
      { name: ref, ownerRef },
    ),
  ]);
  const places = await mapBounded(
    clusters.filter(cluster => application.dependsOn.includes(cluster.ref)),
    services.config.inspection.concurrency,
    cluster => placeOf(services, cluster),
  );
  const components = places.flatMap(place => place.components);
  return viewThreshold({
    entity: application,
    storedByRef: await services.thresholds.readThresholds([
      ...new Set([ref, ...components.map(component => component.ref)]),
    ]),
    platformDefault: defaultThresholdOf(
      services.config.defaultThreshold,
      undefined,
    ),
    places,
    edit: permitted(upgradeThresholdEditPermission),
    nowMs: services.clock.now(),
  });
}

async function placeOf(
  { auth, catalog, inspector, upgrades, config, drivers }: ApiServices,
  cluster: ClusterEntity,
): Promise<ThresholdPlace> {
  const active = await activeUpgradeOf(upgrades, cluster.ref);
  const place = {
    platformDefault: defaultThresholdOf(
      config.defaultThreshold,
      drivers.find(cluster.platform),
    ),
    // With the service's own rights, as in planning: a Component that the caller can't see counts too.
    components: await catalog.listApplications(
      cluster.ref,
      await auth.getOwnServiceCredentials(),
    ),
    clusterRef: cluster.ref,
    clusterTitle: cluster.title,
    activeUpgrade: active && { id: active.id, health: active.health },
  };
  try {
    const { inventory } = await inspector.look(
      await inspector.reach(cluster),
      config.inspection.maxAgeMs,
    );
    return { ...place, applications: inventory.applications };
  } catch (error) {
    return { ...place, applications: { unknown: (error as Error).message } };
  }
}

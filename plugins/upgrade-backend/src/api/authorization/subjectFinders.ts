import {
  isComponentEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  AuthorizedResource,
  OperationId,
  PlanRecord,
  RouteInput,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterCatalog } from '../../clusters/ClusterCatalog';
import { ownerOf } from '../../clusters/ClusterEntity';
import {
  applicationResourceRef,
  clusterResourceRef,
  upgradeResourceRef,
} from '../../permissions/resources';
import { Authorizer } from './authorize';
import { Caller, Subjects } from '../RouteHandler';
import { UpgradeResources } from './UpgradeResources';

/** Who asks for what. */
export interface Question {
  input: RouteInput<OperationId>;
  permission: string;
  caller: Caller;
}

/** One function per kind of thing that a permission is asked for. */
export type SubjectFinders = {
  [R in AuthorizedResource]: (question: Question) => Promise<Subjects[R]>;
};

/** The parts of a request's input that name what it is about. */
interface Names {
  kind: string;
  namespace: string;
  name: string;
  planId: string;
  upgradeId: string;
}

/**
 * Finds what a request is about and asks whether the caller may do it. Entities are read with the
 * caller's credentials: what somebody can't see in the catalog isn't there for them.
 */
export function createSubjectFinders(options: {
  catalog: ClusterCatalog;
  readPlan(planId: string): Promise<PlanRecord>;
  upgrades: UpgradeResources;
  authorizer: Authorizer;
}): SubjectFinders {
  const { catalog, authorizer } = options;

  async function authorizedCluster(
    entityRef: string,
    { permission, caller }: Question,
  ) {
    const cluster = await catalog.getCluster(entityRef, caller.credentials);
    await authorizer.require(
      caller.credentials,
      clusterResourceRef,
      permission,
      cluster,
      { name: cluster.ref, ownerRef: cluster.ownerRef },
    );
    return cluster;
  }

  return {
    cluster: async question => ({
      cluster: await authorizedCluster(
        stringifyEntityRef(namesIn(question)),
        question,
      ),
    }),

    plan: async question => {
      const record = await options.readPlan(namesIn(question).planId);
      const cluster = await authorizedCluster(record.clusterRef, question);
      return { cluster, record };
    },

    upgrade: async question => {
      const { permission, caller } = question;
      const { upgradeId } = namesIn(question);
      const upgrade = await options.upgrades.get(upgradeId);
      const visible = await catalog.findEntity(
        upgrade.clusterRef,
        caller.credentials,
      );
      // An upgrade outlives its cluster's entity, but never shows a cluster that is hidden.
      if (!visible && upgrade.isClusterInCatalog) {
        throw new NotFoundError(
          `There is no upgrade ${upgradeId}, or you may not see its cluster. Check the id, or ask the cluster's owner for access.`,
        );
      }
      await authorizer.require(
        caller.credentials,
        upgradeResourceRef,
        permission,
        upgrade,
        {
          name: `upgrade ${upgradeId} of ${upgrade.clusterRef}`,
          ownerRef: upgrade.clusterOwnerRef,
        },
      );
      return { upgrade };
    },

    application: async question => {
      const { permission, caller } = question;
      const entity = await catalog.getEntity(
        stringifyEntityRef(namesIn(question)),
        caller.credentials,
      );
      const ref = stringifyEntityRef(entity);
      if (!isComponentEntity(entity)) {
        throw new InputError(
          `${ref} is no application: thresholds belong to entities of kind Component.`,
        );
      }
      const ownerRef = ownerOf(entity);
      await authorizer.require(
        caller.credentials,
        applicationResourceRef,
        permission,
        { ref, ownerRef },
        { name: ref, ownerRef },
      );
      return { entity };
    },

    list: async () => undefined,
  };
}

/** A plan is named by the path, or by the body that starts it. */
function namesIn({ input }: Question): Names {
  return { ...input.body, ...input.params } as unknown as Names;
}

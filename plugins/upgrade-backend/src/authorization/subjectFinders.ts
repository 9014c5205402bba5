import {
  Entity,
  isComponentEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError, isError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  AuthorizedResource,
  OperationId,
  PlanRecord,
  RouteInput,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { ClusterEntity, ownerOf } from '../clusters/ClusterEntity';
import {
  applicationResourceRef,
  clusterResourceRef,
  UpgradeResource,
  upgradeResourceRef,
} from './policy/resources';
import { Authorizer, requireAllowed } from './authorize';
import { ClusterVisibility } from './ClusterVisibility';
import { Caller } from './caller';
import { UpgradeResources } from './UpgradeResources';

/** What a request is about, found and authorised before its handler is called. */
export interface Subjects {
  cluster: { cluster: ClusterEntity };
  plan: { cluster: ClusterEntity; record: PlanRecord };
  upgrade: { upgrade: UpgradeResource };
  application: { entity: Entity };
  /** The handler leaves out what the caller may not see. */
  list: undefined;
}

/** Who asks for what. */
export interface Question {
  input: RouteInput<OperationId>;
  permission: ResourcePermission;
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

/** Where subjects are found, and who decides about them. */
export interface FinderOptions {
  catalog: ClusterCatalog;
  readPlan(planId: string): Promise<PlanRecord>;
  upgrades: UpgradeResources;
  visibility: ClusterVisibility;
  authorizer: Authorizer;
}

/**
 * Finds what a request is about and asks whether the caller may do it. Entities are read with the
 * caller's credentials: what somebody can't see in the catalog isn't there for them.
 */
export function createSubjectFinders(options: FinderOptions): SubjectFinders {
  return {
    cluster: async question => ({
      cluster: await findCluster(
        options,
        stringifyEntityRef(namesIn(question)),
        question,
      ),
    }),
    plan: async question => {
      const { planId } = namesIn(question);
      const missing = `There is no plan ${planId}, it has expired, or you may not see its cluster. Make a new one, or ask the cluster's owner for access.`;
      const record = await orMissing(options.readPlan(planId), missing);
      const cluster = await orMissing(
        findCluster(options, record.clusterRef, question),
        missing,
      );
      return { cluster, record };
    },
    upgrade: question => findUpgrade(options, question),
    application: question => findApplication(options, question),
    list: async () => undefined,
  };
}

async function findCluster(
  { catalog, authorizer }: FinderOptions,
  entityRef: string,
  { permission, caller: { credentials } }: Question,
): Promise<ClusterEntity> {
  const cluster = await catalog.getCluster(entityRef, credentials);
  await authorizer.require(
    credentials,
    clusterResourceRef,
    permission,
    cluster,
    { name: cluster.ref, ownerRef: cluster.ownerRef },
  );
  return cluster;
}

/** What is hidden and what is not there are told in the same words. */
async function orMissing<T>(found: Promise<T>, text: string): Promise<T> {
  try {
    return await found;
  } catch (error) {
    throw isError(error) && error.name === 'NotFoundError'
      ? new NotFoundError(text)
      : error;
  }
}

/**
 * Catalog and policy answer over HTTP, which takes its time where this process is busy with an upgrade:
 * all are asked at once.
 */
async function findUpgrade(
  { upgrades, authorizer, visibility }: FinderOptions,
  question: Question,
): Promise<Subjects['upgrade']> {
  const {
    permission,
    caller: { credentials },
  } = question;
  const { upgradeId } = namesIn(question);
  const missing = `There is no upgrade ${upgradeId}, or you may not see its cluster. Check the id, or ask the cluster's owner for access.`;
  const facts = await orMissing(upgrades.factsOf(upgradeId), missing);
  // An upgrade outlives its cluster's entity, but never shows a cluster that is or was hidden.
  const [[upgrade], decision] = await Promise.all([
    visibility.visibleOf([facts], credentials),
    authorizer.decide(credentials, upgradeResourceRef, [permission]),
  ]);
  if (!upgrade) {
    throw new NotFoundError(missing);
  }
  requireAllowed(decision, permission, upgrade, {
    name: `upgrade ${upgradeId} of ${upgrade.clusterRef}`,
    ownerRef: upgrade.clusterOwnerRef,
  });
  return { upgrade };
}

async function findApplication(
  { catalog, authorizer }: FinderOptions,
  question: Question,
): Promise<Subjects['application']> {
  const { credentials } = question.caller;
  const entity = await catalog.getEntity(
    stringifyEntityRef(namesIn(question)),
    credentials,
  );
  const ref = stringifyEntityRef(entity);
  if (!isComponentEntity(entity)) {
    throw new InputError(
      `${ref} is no application: thresholds belong to entities of kind Component.`,
    );
  }
  const ownerRef = ownerOf(entity);
  await authorizer.require(
    credentials,
    applicationResourceRef,
    question.permission,
    { ref, ownerRef },
    { name: ref, ownerRef },
  );
  return { entity };
}

/** A plan is named by the path, or by the body that starts it. */
function namesIn({ input }: Question): Names {
  return { ...input.body, ...input.params } as unknown as Names;
}

import {
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { canonicalJson, isSameContent } from '../../objects/canonicalJson';
import { controllerReference } from '../../objects/owners';
import { safeHash } from '../../objects/safeHash';
import { Write } from '../../reconcile/writes';
import { PodTemplate } from '../../objects/podFromTemplate';

/** @internal */
export interface ControllerRevision extends KubeObject {
  revision: number;
  data: { spec: { template: PodTemplate & { $patch?: string } } };
}

/** @internal */
export const REVISION_HASH_LABEL = 'controller-revision-hash';

/** @internal */
export function revisionHashOf(object: KubeObject): string | undefined {
  return object.metadata.labels?.[REVISION_HASH_LABEL];
}

/** @internal */
export interface RevisionHistory {
  /** The revision of the present template; not yet stored when `writes` create it. */
  current: ControllerRevision;
  writes: Write[];
}

/**
 * Finds or makes the revision of the owner's present template. A template that comes back gets the
 * newest number again.
 *
 * @internal
 */
export function syncRevision(
  owner: KubeObject,
  revisions: readonly ControllerRevision[],
  collisionCount: number,
): RevisionHistory {
  const data = {
    spec: {
      template: { ...(owner.spec.template as PodTemplate), $patch: 'replace' },
    },
  };
  const newest = Math.max(0, ...revisions.map(each => each.revision));
  const present = revisions.find(each => isSameContent(each.data, data));
  if (!present) {
    const created = newRevision(owner, data, newest + 1, collisionCount);
    return {
      current: created,
      writes: [
        {
          verb: 'create',
          resource: resourceTypes.controllerRevisions,
          object: created,
        },
      ],
    };
  }
  return present.revision === newest
    ? { current: present, writes: [] }
    : { current: present, writes: [renumber(present, newest + 1)] };
}

/**
 * Deletes the oldest revisions beyond the limit that no pod and no status uses.
 *
 * @internal
 */
export function historyLimitWrites(
  revisions: readonly ControllerRevision[],
  usedHashesOrNames: ReadonlySet<string>,
  limit: number,
): Write[] {
  const unused = revisions
    .filter(
      each =>
        !usedHashesOrNames.has(each.metadata.name) &&
        !usedHashesOrNames.has(revisionHashOf(each) ?? ''),
    )
    .sort((one, other) => one.revision - other.revision);
  return unused.slice(0, Math.max(0, unused.length - limit)).map(object => ({
    verb: 'delete',
    resource: resourceTypes.controllerRevisions as ResourceType,
    object,
  }));
}

function newRevision(
  owner: KubeObject,
  data: ControllerRevision['data'],
  revision: number,
  collisionCount: number,
): ControllerRevision {
  const hash = safeHash(canonicalJson([data, collisionCount]));
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${owner.metadata.name}-${hash}`,
      namespace: owner.metadata.namespace,
      labels: {
        ...data.spec.template.metadata?.labels,
        [REVISION_HASH_LABEL]: hash,
      },
      annotations: owner.metadata.annotations,
      ownerReferences: [controllerReference(owner)],
    },
    data,
    revision,
  };
}

function renumber(present: ControllerRevision, revision: number): Write {
  const { name, namespace } = present.metadata;
  return {
    verb: 'patch',
    resource: resourceTypes.controllerRevisions,
    key: { name, namespace },
    patchType: 'merge',
    body: { revision },
  };
}

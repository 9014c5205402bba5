import { KubeObject, ResourceType } from '@cluster-upgrade/plugin-upgrade-node';
import { LabelSelector, matchesLabelSelector } from '../objects/labelSelector';
import { controllerOf, controllerReference } from '../objects/owners';
import { ClusterView } from '../reconcile/ClusterView';
import { keyOf } from '../reconcile/ObjectCache';
import { ObjectChange } from '../reconcile/ReconcileLoop';
import { Write } from '../reconcile/writes';

interface Selecting extends KubeObject {
  spec: { selector: LabelSelector };
}

/**
 * What belongs to an owner, by reference and selector together, and the writes that make it so:
 * objects without controller that match are taken in, own ones that don't match any more are let go.
 *
 * @internal
 */
export function claimObjects<T extends KubeObject>(
  owner: Selecting,
  resource: ResourceType,
  view: ClusterView,
): { claimed: T[]; writes: Write[] } {
  const claimed: T[] = [];
  const writes: Write[] = [];
  for (const object of view.inNamespace<T>(
    resource,
    owner.metadata.namespace!,
  )) {
    const controller = controllerOf(object);
    if (controller && controller.uid !== owner.metadata.uid) {
      continue;
    }
    const isMatch = matchesLabelSelector(
      object.metadata.labels,
      owner.spec.selector,
    );
    const isLeaving =
      object.metadata.deletionTimestamp || owner.metadata.deletionTimestamp;
    if (controller && (isMatch || isLeaving)) {
      claimed.push(object);
    } else if (controller) {
      writes.push(ownersPatch(resource, object, without(object, owner)));
    } else if (isMatch && !isLeaving) {
      claimed.push(object);
      writes.push(
        ownersPatch(resource, object, [
          ...(object.metadata.ownerReferences ?? []),
          controllerReference(owner),
        ]),
      );
    }
  }
  return { claimed, writes };
}

/**
 * Leads from an object to the controller that owns it, or to those that may want it when none does.
 *
 * @internal
 */
export function keysOfClaimants(
  kind: string,
  owners: ResourceType,
): (change: ObjectChange, view: ClusterView) => string[] {
  return ({ object, previous }, view) => {
    const namespace = object.metadata.namespace!;
    const controllers = [object, previous]
      .map(each => each && controllerOf(each))
      .filter(controller => controller !== undefined);
    const keys = controllers
      .filter(controller => controller.kind === kind)
      .map(({ name }) => keyOf({ name, namespace }));
    return controllerOf(object)
      ? keys
      : [
          ...keys,
          ...view
            .inNamespace<Selecting>(owners, namespace)
            .filter(owner =>
              matchesLabelSelector(object.metadata.labels, owner.spec.selector),
            )
            .map(owner => keyOf(owner.metadata)),
        ];
  };
}

function without(object: KubeObject, owner: KubeObject) {
  return (object.metadata.ownerReferences ?? []).filter(
    each => each.uid !== owner.metadata.uid,
  );
}

function ownersPatch(
  resource: ResourceType,
  { metadata }: KubeObject,
  ownerReferences: KubeObject['metadata']['ownerReferences'],
): Write {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    verb: 'patch',
    resource,
    key: { name, namespace },
    patchType: 'merge',
    body: {
      // The list is replaced as a whole, so only on the version that was read.
      metadata: {
        uid,
        resourceVersion,
        ownerReferences: ownerReferences?.length ? ownerReferences : null,
      },
    },
  };
}

import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterView } from '../../reconcile/ClusterView';
import { Reconciler } from '../../reconcile/ReconcileLoop';
import { NOTHING_TO_DO, Reconciliation } from '../../reconcile/writes';
import { TypedObject } from './collectGarbage';
import { ServedResources } from './ServedResources';

/**
 * Empties namespaces that are being deleted.
 *
 * @internal
 */
export function createNamespaceReconciler(served: ServedResources): Reconciler {
  return {
    name: 'namespace-controller',
    triggers: [
      {
        resource: resourceTypes.namespaces,
        keysOf: ({ object }) =>
          object.metadata.deletionTimestamp ? [object.metadata.name] : [],
      },
    ],
    discover(view, watch) {
      served.onResource(view, resource => {
        if (resource.isNamespaced) {
          watch({
            resource,
            keysOf: ({ object }) => terminatingNamespaceOf(object, view),
          });
        }
      });
    },
    reconcile(key, view) {
      const namespace = view.get(resourceTypes.namespaces, key);
      return namespace?.metadata.deletionTimestamp
        ? emptyNamespace(namespace, contentOf(key, served, view))
        : NOTHING_TO_DO;
    },
  };
}

/**
 * One look at a namespace that is to go: its content goes first, then the API's hold on it.
 *
 * @internal
 */
function emptyNamespace(
  namespace: KubeObject,
  content: readonly TypedObject[],
): Reconciliation {
  if (content.length === 0) {
    return namespace.spec?.finalizers?.length
      ? { writes: [{ verb: 'finalize', namespace }] }
      : NOTHING_TO_DO;
  }
  return {
    writes: content
      .filter(({ object }) => !object.metadata.deletionTimestamp)
      .map(({ resource, object }) => ({
        verb: 'delete',
        resource,
        object,
        options: { propagationPolicy: 'Background' },
      })),
  };
}

function contentOf(
  namespace: string,
  served: ServedResources,
  view: ClusterView,
): TypedObject[] {
  return served
    .all()
    .filter(resource => resource.isNamespaced)
    .flatMap(resource =>
      view
        .inNamespace(resource, namespace)
        .map(object => ({ resource, object })),
    );
}

function terminatingNamespaceOf(
  object: KubeObject,
  view: ClusterView,
): string[] {
  const name = object.metadata.namespace!;
  const namespace = view.get(resourceTypes.namespaces, name);
  return namespace?.metadata.deletionTimestamp ? [name] : [];
}

import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { StoreEvent } from '../../storage/StoredObject';
import { CLEANUP_FINALIZER } from '../kinds/customResourceDefinitionRules';
import { ServerContext } from '../ServerContext';
import { deleteObject } from '../writes/deleteObject';
import { updateObject } from '../writes/updateObject';
import { customDefinitions } from './customDefinitions';

/**
 * Keeps the served resources in step with the stored definitions: in the same call that writes a
 * definition its resource appears, and a deleted one takes its objects with it.
 *
 * @internal
 */
export function serveCustomResources(context: ServerContext): void {
  const definition = context.registry.builtin(
    'apiextensions.k8s.io',
    'v1',
    'customresourcedefinitions',
  );
  context.store.subscribe(definition.bucket, event => follow(context, event));
}

function follow(context: ServerContext, { type, current }: StoreEvent): void {
  const crd = current.object;
  const { group, names } = crd.spec;
  context.registry.removeCustom(group, names.plural);
  if (type === 'deleted') {
    return;
  }
  customDefinitions(crd).forEach(served => context.registry.add(served));
  if (crd.metadata.deletionTimestamp) {
    removeObjects(context, crd);
  }
}

/** Deletes a definition's objects, and lets it go when the last of them is gone. */
function removeObjects(context: ServerContext, crd: KubeObject): void {
  const [definition] = customDefinitions(crd);
  const { store } = context;
  if (definition) {
    for (const { object } of store.list(definition.bucket)) {
      if (!object.metadata.deletionTimestamp) {
        deleteObject(
          context,
          definition,
          object.metadata.namespace,
          object.metadata.name,
          { isDryRun: false },
        );
      }
    }
    if (store.count(definition.bucket) > 0) {
      const unsubscribe = store.subscribe(definition.bucket, () => {
        if (store.count(definition.bucket) === 0) {
          unsubscribe();
          finishRemoval(context, crd.metadata.name);
        }
      });
      return;
    }
  }
  finishRemoval(context, crd.metadata.name);
}

function finishRemoval(context: ServerContext, name: string): void {
  const definition = context.registry.builtin(
    'apiextensions.k8s.io',
    'v1',
    'customresourcedefinitions',
  );
  const isStored = context.store.get(definition.bucket, undefined, name);
  if (!isStored) {
    return;
  }
  updateObject(context, definition, {
    name,
    isDryRun: false,
    change(current) {
      const object = structuredClone(current!);
      object.metadata.finalizers = object.metadata.finalizers?.filter(
        finalizer => finalizer !== CLEANUP_FINALIZER,
      );
      return object;
    },
  });
}

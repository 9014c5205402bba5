import { readObject } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { isApiError } from '../../ports/ClusterApiError';
import { defineStep } from '../../step/defineStep';
import { right } from '../rights';
import { decideRestore, SeenObject } from './decideRestore';
import { restoreObjectInput } from './restoreObjectInput';

/**
 * `restore-object`: the parts of an object that the snapshot holds are as before the upgrade; an object
 * that was not there is gone again, if the plan says that it creates it and this upgrade did.
 * CustomResourceDefinitions and namespaces are never deleted, and CustomResourceDefinitions never put back.
 *
 * @public
 */
export const restoreObject = defineStep({
  kind: 'restore-object',
  input: restoreObjectInput,
  rights: ({ object, isCreated }) => [
    right(
      resourceTypeOf(object),
      isCreated ? ['get', 'patch', 'delete'] : ['get', 'patch'],
      { namespace: object.namespace },
    ),
  ],
  writes: ({ object }) => [object],
  needsSnapshot: ({ object, pointers = [] }) => [{ object, pointers }],
  async observe(context): Promise<SeenObject> {
    const { object } = context.input;
    return {
      current: await readObject(context, resourceTypeOf(object), keyOf(object)),
      saved: context.snapshotOf(object),
      upgradeId: context.identity.upgradeId,
    };
  },
  decide: decideRestore,
  async act(action, { input: { object }, cluster, signal }) {
    const type = resourceTypeOf(object);
    const key = keyOf(object);
    if (action.kind === 'patch') {
      await cluster.patch(type, key, 'merge', action.patch, { signal });
      return;
    }
    try {
      await cluster.delete(type, key, {
        uid: action.uid,
        propagationPolicy: 'Background',
        signal,
      });
    } catch (error) {
      if (!isApiError(error, 404)) {
        throw error;
      }
    }
  },
});

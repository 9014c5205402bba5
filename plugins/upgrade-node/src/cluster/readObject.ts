import { ClusterClient, ListOptions } from '../ports/ClusterClient';
import { isApiError } from '../ports/ClusterApiError';
import { KubeObject, ObjectKey, ResourceType } from '../ports/KubeObject';
import { listAll } from './RestClusterClient';

/**
 * What reading needs of a step's or a driver's context.
 *
 * @public
 */
export interface ReadContext {
  cluster: ClusterClient;
  signal?: AbortSignal;
}

/**
 * The object, or undefined when it is not there.
 *
 * @public
 */
export async function readObject<T extends KubeObject = KubeObject>(
  context: ReadContext,
  resource: ResourceType,
  key: ObjectKey,
): Promise<T | undefined> {
  try {
    return await context.cluster.get<T>(resource, key, {
      signal: context.signal,
    });
  } catch (error) {
    if (isApiError(error, 404)) {
      return undefined;
    }
    throw error;
  }
}

/**
 * All objects of a collection; none when the cluster doesn't have the resource.
 *
 * @public
 */
export async function readObjects<T extends KubeObject = KubeObject>(
  context: ReadContext,
  resource: ResourceType,
  options: Omit<ListOptions, 'continue' | 'signal'> = {},
): Promise<T[]> {
  try {
    const list = await listAll<T>(context.cluster, resource, {
      ...options,
      signal: context.signal,
    });
    return list.items;
  } catch (error) {
    if (isApiError(error, 404)) {
      return [];
    }
    throw error;
  }
}

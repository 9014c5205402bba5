import { ClusterClient } from '../ports/ClusterClient';
import { AccessRule } from '../step/StepHandler';
import { resourceTypes } from './resourceTypes';

/** Every API server has it, nobody can delete it, and no two have one with the same uid. */
const NAMESPACE = 'kube-system';

/**
 * What {@link readApiServerId} needs. Each upgrade needs it, so the manifest of each driver grants it.
 *
 * @public
 */
export const API_SERVER_IDENTITY_RIGHT: AccessRule = {
  apiGroup: '',
  resource: 'namespaces',
  verbs: ['get'],
  name: NAMESPACE,
};

/**
 * Which API server a client leads to, whatever its address and name: the uid of the namespace
 * `kube-system`.
 *
 * @throws ClusterApiError, ClusterUnreachableError
 * @public
 */
export async function readApiServerId(
  client: Pick<ClusterClient, 'get'>,
  signal?: AbortSignal,
): Promise<string> {
  const { metadata } = await client.get(
    resourceTypes.namespaces,
    { name: NAMESPACE },
    { signal },
  );
  if (!metadata?.uid) {
    throw new Error(
      `The namespace ${NAMESPACE} was read without a uid, so the API server can't be told from others`,
    );
  }
  return metadata.uid;
}

import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  badRequest,
  conflict,
  notFound,
  StatusError,
} from '../errors/StatusError';
import { toDeleteRequest } from '../handlers/deleteHandlers';
import { ResourceCall, ResourceHandler } from '../handlers/ResourceCall';
import { decodeObject } from '../request/decodeBody';
import { jsonResponse } from '../response/responses';
import { labelSelectorMatcher } from '../selectors/labelSelector';
import { formatTime } from '../timestamps';
import { DeleteRequest, deleteObject } from '../writes/deleteObject';
import { updateObject } from '../writes/updateObject';
import { decideDisruption } from './disruptionBudget';
import { setCondition } from './setCondition';

/**
 * Asks the pod's budget before deleting it.
 *
 * @internal
 */
export const handleEviction: ResourceHandler = call => {
  const { context, definition, info, request } = call;
  const eviction = decodeObject(
    request.body,
    request.headers?.['content-type'],
  );
  if (eviction.metadata.name !== info.name) {
    throw badRequest('name in URL does not match name in Eviction object');
  }
  const options = toDeleteRequest(
    eviction.deleteOptions ?? {},
    request.query?.dryRun,
  );
  const pod = context.store.get(
    definition.bucket,
    info.namespace,
    info.name!,
  )?.object;
  if (!pod) {
    throw notFound(definition, info.name!);
  }
  if (!isFreeToGo(pod)) {
    askBudget(call, pod, options.isDryRun);
  }
  deletePod(call, pod, options);
  return jsonResponse(201, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  });
};

/** A pod that doesn't serve, or is going already, costs no budget. */
function isFreeToGo({ metadata, status }: KubeObject): boolean {
  return (
    ['Succeeded', 'Failed', 'Pending'].includes(status?.phase) ||
    metadata.deletionTimestamp !== undefined
  );
}

/**
 * Takes the pod out of its budget.
 *
 * @throws StatusError with code 403, 429 or 500 when the budget doesn't allow it
 */
function askBudget(
  { context }: ResourceCall,
  pod: KubeObject,
  isDryRun: boolean,
): void {
  const definition = context.registry.builtin(
    'policy',
    'v1',
    'poddisruptionbudgets',
  );
  const budgets = context.store
    .list(definition.bucket, pod.metadata.namespace)
    .map(({ object }) => object)
    .filter(({ spec }) =>
      labelSelectorMatcher(spec?.selector)(pod.metadata.labels),
    );
  if (budgets.length > 1) {
    throw new StatusError(
      500,
      '',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  const [budget] = budgets;
  const decision = budget && decideDisruption(budget, pod);
  if (!decision || decision.kind === 'unguarded') {
    return;
  }
  if (decision.kind === 'refused') {
    throw decision.error;
  }
  updateObject(context, definition, {
    namespace: budget.metadata.namespace,
    name: budget.metadata.name,
    subresource: 'status',
    isDryRun,
    change(current) {
      const object = structuredClone(current!);
      const allowed = object.status.disruptionsAllowed - 1;
      const now = formatTime(context.clock.now());
      object.status.disruptionsAllowed = allowed;
      object.status.disruptedPods = {
        ...object.status.disruptedPods,
        [pod.metadata.name]: now,
      };
      if (allowed === 0) {
        setCondition(object, {
          type: 'DisruptionAllowed',
          status: 'False',
          reason: 'InsufficientPods',
          message: '',
          lastTransitionTime: now,
          observedGeneration: object.status.observedGeneration,
        });
      }
      return object;
    },
  });
}

function deletePod(
  { context, definition }: ResourceCall,
  pod: KubeObject,
  options: DeleteRequest,
): void {
  const { name, namespace } = pod.metadata;
  checkPreconditions(pod, options);
  let preconditions = options.preconditions;
  if (!options.isDryRun) {
    const { object: marked } = updateObject(context, definition, {
      namespace,
      name,
      subresource: 'status',
      isDryRun: false,
      change(current) {
        const object = structuredClone(current!);
        setCondition(object, {
          type: 'DisruptionTarget',
          status: 'True',
          reason: 'EvictionByEvictionAPI',
          message: 'Eviction API: evicting',
          lastProbeTime: null,
          lastTransitionTime: formatTime(context.clock.now()),
        });
        return object;
      },
    });
    // The condition made a new version; the one that was asked for is checked already.
    preconditions = preconditions?.resourceVersion
      ? {
          ...preconditions,
          resourceVersion: marked.metadata.resourceVersion,
        }
      : preconditions;
  }
  deleteObject(context, definition, namespace, name, {
    ...options,
    preconditions,
  });
}

function checkPreconditions(
  { metadata }: KubeObject,
  { preconditions }: DeleteRequest,
): void {
  const { name, uid, resourceVersion } = metadata;
  const refuse = (cause: string) =>
    conflict({ group: '', plural: 'Pod' }, name, cause);
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw refuse(
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  const version = preconditions?.resourceVersion;
  if (version && version !== resourceVersion) {
    throw refuse(
      `the ResourceVersion in the precondition (${version}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

import type {
  ApiRequest,
  ApiResponse,
} from '@cluster-upgrade/plugin-upgrade-node';
import { handleAccessReview } from './access/accessReview';
import { denialMessage, isAllowed, SimulatorUser } from './access/users';
import {
  forbidden,
  methodNotAllowed,
  StatusError,
  unknownResource,
} from './errors/StatusError';
import {
  handleDelete,
  handleDeleteCollection,
} from './handlers/deleteHandlers';
import { handleGet, handleList, handleWatch } from './handlers/readHandlers';
import { Handlers } from './handlers/ResourceCall';
import {
  handleCreate,
  handlePatch,
  handleUpdate,
} from './handlers/writeHandlers';
import { handleNodeMetrics } from './metrics/nodeMetrics';
import { handlePodMetrics } from './metrics/podMetrics';
import { ResourceRequestInfo } from './request/requestInfo';
import {
  ResourceDefinition,
  Subresource,
} from './resources/ResourceDefinition';
import { pageNotFound } from './response/responses';
import { ServerContext } from './ServerContext';
import { handleBinding } from './subresources/binding';
import { handleEviction } from './subresources/eviction';
import { handleLog } from './subresources/log';
import { scaleHandlers } from './subresources/scale';

const objectHandlers: Handlers = {
  get: handleGet,
  list: handleList,
  watch: handleWatch,
  create: handleCreate,
  update: handleUpdate,
  patch: handlePatch,
  delete: handleDelete,
  deletecollection: handleDeleteCollection,
};

const subresourceHandlers: Record<Subresource, Handlers> = {
  status: { get: handleGet, update: handleUpdate, patch: handlePatch },
  scale: scaleHandlers,
  finalize: { update: handleUpdate },
  eviction: { create: handleEviction },
  binding: { create: handleBinding },
  log: { get: handleLog },
};

const computedHandlers: Record<
  NonNullable<ResourceDefinition['computed']>,
  Handlers
> = {
  accessReview: { create: handleAccessReview },
  nodeMetrics: { get: handleNodeMetrics, list: handleNodeMetrics },
  podMetrics: { get: handlePodMetrics, list: handlePodMetrics },
};

/** What a real server has for pods, and the simulator answers with a clear refusal. */
const unmodelledPodSubresources = [
  'attach',
  'exec',
  'portforward',
  'proxy',
  'ephemeralcontainers',
  'resize',
];

/**
 * Finds the handler of a resource request, after its authorisation.
 *
 * @throws StatusError
 * @internal
 */
export function routeResource(
  context: ServerContext,
  request: ApiRequest,
  info: ResourceRequestInfo,
  user: SimulatorUser,
  warnings: string[],
): ApiResponse {
  const definition = context.registry.find(
    info.group,
    info.version,
    info.plural,
  );
  // Anybody may ask for their own rights.
  const isReview = definition?.computed === 'accessReview';
  if (!isReview && !isAllowed(user, info)) {
    throw forbidden(info, info.name ?? '', denialMessage(user, info));
  }
  const handlers = definition && handlersFor(definition, info);
  if (!handlers) {
    if (context.registry.isBuiltinGroup(info.group)) {
      throw unknownResource();
    }
    return pageNotFound();
  }
  const handler = handlers[info.verb];
  const isServed =
    (info.subresource !== undefined || definition.verbs.includes(info.verb)) &&
    isScopeServed(definition, info);
  if (!handler || !isServed) {
    throw methodNotAllowed();
  }
  return handler({ context, request, info, definition, user, warnings });
}

function handlersFor(
  definition: ResourceDefinition,
  { subresource }: ResourceRequestInfo,
): Handlers | undefined {
  if (!subresource) {
    return definition.computed
      ? computedHandlers[definition.computed]
      : objectHandlers;
  }
  if (
    definition.bucket === 'pods' &&
    unmodelledPodSubresources.includes(subresource.split('/')[0])
  ) {
    throw new StatusError(
      501,
      'NotImplemented',
      `pods/${subresource} is not modelled by the embedded cluster; use a real cluster for it`,
    );
  }
  return definition.subresources.includes(subresource as Subresource)
    ? subresourceHandlers[subresource as Subresource]
    : undefined;
}

/** Objects of namespaces are written in a namespace, but may be listed everywhere. */
function isScopeServed(
  definition: ResourceDefinition,
  { verb, name, namespace, subresource }: ResourceRequestInfo,
): boolean {
  if (verb === 'create' && !subresource && name !== undefined) {
    return false;
  }
  if ((verb === 'update' || verb === 'patch') && name === undefined) {
    return false;
  }
  if (!definition.isNamespaced || namespace !== undefined) {
    return true;
  }
  return name === undefined && (verb === 'list' || verb === 'watch');
}

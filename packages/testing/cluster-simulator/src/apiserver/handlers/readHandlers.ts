import { notFound } from '../errors/StatusError';
import { presentationFor } from '../presentation/presentationFor';
import { isTrue } from '../request/requestInfo';
import { jsonTextResponse, streamResponse } from '../response/responses';
import { listObjects, Selection } from './listObjects';
import { ResourceCall, ResourceHandler } from './ResourceCall';
import { validateListOptions } from './validateListOptions';
import { watchObjects } from './watchObjects';

/** @internal */
export const handleGet: ResourceHandler = call => {
  const { context, definition, info } = call;
  const stored = context.store.get(
    definition.bucket,
    definition.isNamespaced ? info.namespace : undefined,
    info.name!,
  );
  if (!stored) {
    throw notFound(definition, info.name!);
  }
  const presentation = presentationFor(call);
  return jsonTextResponse(200, presentation.object(stored));
};

/** @internal */
export const handleList: ResourceHandler = call => {
  const { query = {} } = call.request;
  validateListOptions(query, false);
  const page = listObjects(call.context, call.definition, selectionOf(call), {
    limit: query.limit ? Number(query.limit) : undefined,
    continue: query.continue || undefined,
    version: requestedVersion(query),
  });
  return jsonTextResponse(
    200,
    presentationFor(call).list(page.items, page.metadata),
  );
};

function requestedVersion(query: Record<string, string>) {
  const revision = Number(query.resourceVersion || 0);
  return revision > 0
    ? { revision, isExact: query.resourceVersionMatch === 'Exact' }
    : undefined;
}

/** @internal */
export const handleWatch: ResourceHandler = call => {
  const { query = {}, signal } = call.request;
  validateListOptions(query, true);
  const queue = watchObjects(
    call.context,
    call.definition,
    {
      ...selectionOf(call),
      resourceVersion: query.resourceVersion || undefined,
      sendInitialEvents:
        query.sendInitialEvents === undefined
          ? undefined
          : isTrue(query.sendInitialEvents),
      allowBookmarks: isTrue(query.allowWatchBookmarks),
      timeoutSeconds: query.timeoutSeconds
        ? Number(query.timeoutSeconds)
        : undefined,
      signal,
    },
    presentationFor(call),
  );
  return streamResponse(queue);
};

/**
 * The objects that path and query ask for.
 *
 * @internal
 */
export function selectionOf({
  definition,
  info,
  request,
}: ResourceCall): Selection {
  const { labelSelector, fieldSelector } = request.query ?? {};
  const nameSelector = info.name ? `metadata.name=${info.name}` : undefined;
  return {
    namespace: definition.isNamespaced ? info.namespace : undefined,
    labelSelector,
    fieldSelector:
      [fieldSelector, nameSelector].filter(Boolean).join(',') || undefined,
  };
}

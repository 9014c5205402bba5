import type { ApiRequest } from '@cluster-upgrade/plugin-upgrade-node';
import { StoredObject } from '../../storage/StoredObject';
import { notSupported } from '../errors/FieldError';
import { badRequest, invalid } from '../errors/StatusError';
import { PlainPresentation } from '../presentation/Presentation';
import { decodeObject } from '../request/decodeBody';
import { jsonResponse, jsonTextResponse } from '../response/responses';
import { DeleteRequest, deleteObject } from '../writes/deleteObject';
import { listObjects } from './listObjects';
import { selectionOf } from './readHandlers';
import { ResourceHandler } from './ResourceCall';
import { objectResponse } from './writeHandlers';

/** Kinds whose deletion is answered with the object even when it is gone at once. */
const kindsReturnedAfterDeletion = new Set([
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'Service',
  'ServiceAccount',
  'StorageClass',
]);

/** @internal */
export const handleDelete: ResourceHandler = call => {
  const { context, definition, info, request } = call;
  const { object, isGone } = deleteObject(
    context,
    definition,
    definition.isNamespaced ? info.namespace : undefined,
    info.name!,
    readDeleteRequest(request),
  );
  const isObjectReturned =
    !isGone ||
    (!definition.isCustom && kindsReturnedAfterDeletion.has(definition.kind));
  if (isObjectReturned) {
    return objectResponse(call, 200, object);
  }
  return jsonResponse(200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(definition.group && { group: definition.group }),
      kind: definition.plural,
      uid: object.metadata.uid,
    },
  });
};

/** @internal */
export const handleDeleteCollection: ResourceHandler = call => {
  const { context, definition, request } = call;
  const deleteRequest = readDeleteRequest(request);
  const { items, metadata } = listObjects(
    context,
    definition,
    selectionOf(call),
  );
  for (const { object } of items) {
    deleteObject(
      context,
      definition,
      object.metadata.namespace,
      object.metadata.name,
      deleteRequest,
    );
  }
  return jsonTextResponse(
    200,
    new PlainPresentation(definition).list(items as StoredObject[], metadata),
  );
};

const deleteOptionsKind = { group: 'meta.k8s.io', kind: 'DeleteOptions' };
const policies = ['Foreground', 'Background', 'Orphan'];

/** Delete options from the body, where there is one, else from the query. */
function readDeleteRequest(request: ApiRequest): DeleteRequest {
  const { query = {} } = request;
  const hasBody = Boolean(request.body?.trim());
  const options = hasBody
    ? decodeObject(request.body, request.headers?.['content-type'])
    : {
        gracePeriodSeconds: query.gracePeriodSeconds,
        propagationPolicy: query.propagationPolicy,
        orphanDependents: query.orphanDependents,
        dryRun: undefined,
        preconditions: undefined,
      };
  return toDeleteRequest(options, query.dryRun);
}

/** @internal */
export function toDeleteRequest(options: any, dryRun?: string): DeleteRequest {
  const { gracePeriodSeconds, preconditions } = options;
  if (dryRun && dryRun !== 'All') {
    throw invalid(deleteOptionsKind, '', [
      notSupported('dryRun', [dryRun], ['All']),
    ]);
  }
  const propagationPolicy =
    options.propagationPolicy ?? legacyPolicy(options.orphanDependents);
  if (propagationPolicy && !policies.includes(propagationPolicy)) {
    throw invalid(deleteOptionsKind, '', [
      notSupported('propagationPolicy', propagationPolicy, [
        ...policies,
        'nil',
      ]),
    ]);
  }
  const seconds =
    gracePeriodSeconds === undefined || gracePeriodSeconds === null
      ? undefined
      : Number(gracePeriodSeconds);
  if (seconds !== undefined && !Number.isInteger(seconds)) {
    throw badRequest(`gracePeriodSeconds is no number: ${gracePeriodSeconds}`);
  }
  return {
    gracePeriodSeconds: seconds,
    propagationPolicy: propagationPolicy || undefined,
    preconditions: preconditions ?? undefined,
    isDryRun: dryRun === 'All' || Boolean(options.dryRun?.includes?.('All')),
  };
}

function legacyPolicy(orphanDependents: unknown): string | undefined {
  if (orphanDependents === undefined || orphanDependents === null) {
    return undefined;
  }
  return String(orphanDependents) === 'true' ? 'Orphan' : 'Background';
}

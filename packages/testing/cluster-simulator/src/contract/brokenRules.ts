import { ApiRequest, ApiTransport } from '@cluster-upgrade/plugin-upgrade-node';
import { Contract } from './Contract';
import { evictionContract } from './nodes/evictionContract';
import { nodeContract } from './nodes/nodeContract';
import { applyContract } from './requests/applyContract';
import { listContract } from './requests/listContract';
import { patchContract } from './requests/patchContract';
import { watchContract } from './requests/watchContract';
import { writeContract } from './requests/writeContract';

/** A rule of Kubernetes that a cluster might get wrong, and a case that must notice. */
export interface BrokenRule {
  /** What the cluster does, as the rest of "a cluster that …". */
  title: string;
  /** Turns a request into what a cluster without the rule would have understood. */
  breakRequest(request: ApiRequest): ApiRequest;
  noticedBy: { contract: Contract; title: string };
}

function withoutQuery(request: ApiRequest, name: string): ApiRequest {
  const { [name]: _, ...query } = request.query ?? {};
  return { ...request, query };
}

function withoutMetadata(request: ApiRequest, field: string): ApiRequest {
  if (!request.body || request.method === 'POST') return request;
  const body = JSON.parse(request.body);
  if (body?.metadata) delete body.metadata[field];
  return { ...request, body: JSON.stringify(body) };
}

/** Each is violated by rewriting requests on their way to a cluster that knows the rule. */
export const brokenRules: BrokenRule[] = [
  {
    title: 'ignores the version in an update',
    breakRequest: request =>
      request.method === 'PUT'
        ? withoutMetadata(request, 'resourceVersion')
        : request,
    noticedBy: {
      contract: writeContract,
      title: 'an update of an old version is a conflict',
    },
  },
  {
    title: 'ignores the version in a patch',
    breakRequest: request =>
      request.method === 'PATCH'
        ? withoutMetadata(request, 'resourceVersion')
        : request,
    noticedBy: {
      contract: patchContract,
      title: 'a version in a patch is an optimistic lock',
    },
  },
  {
    title: 'evicts pods past their budget',
    breakRequest: request =>
      request.path.endsWith('/eviction')
        ? {
            ...request,
            method: 'DELETE',
            path: request.path.replace(/\/eviction$/, ''),
            body: '{}',
          }
        : request,
    noticedBy: {
      contract: evictionContract,
      title: 'a blocked eviction says so with 429, cause and numbers',
    },
  },
  {
    title: 'begins every watch with what is there',
    breakRequest: request =>
      request.query?.watch ? withoutQuery(request, 'resourceVersion') : request,
    noticedBy: {
      contract: watchContract,
      title:
        'a watch from a version tells each change after it, once and in order',
    },
  },
  {
    title: 'lets the status write the specification',
    breakRequest: request => ({
      ...request,
      path: request.path.replace(/\/status$/, ''),
    }),
    noticedBy: {
      contract: nodeContract,
      title: 'status and specification are written apart',
    },
  },
  {
    title: 'does what was to be a dry run',
    breakRequest: request => withoutQuery(request, 'dryRun'),
    noticedBy: {
      contract: writeContract,
      title: 'a dry run answers as if, and does nothing',
    },
  },
  {
    title: 'takes applied fields from their owners unasked',
    breakRequest: request =>
      request.headers?.['content-type'] === 'application/apply-patch+yaml'
        ? { ...request, query: { ...request.query, force: 'true' } }
        : request,
    noticedBy: {
      contract: applyContract,
      title:
        'another value for a field of somebody else is a conflict with its owner',
    },
  },
  {
    title: 'ignores label selectors',
    breakRequest: request => withoutQuery(request, 'labelSelector'),
    noticedBy: {
      contract: listContract,
      title: 'label selectors know equality, sets and existence',
    },
  },
];

/** A transport to a cluster that does not know the rule. */
export function breakRule(
  transport: ApiTransport,
  rule: BrokenRule,
): ApiTransport {
  return { request: request => transport.request(rule.breakRequest(request)) };
}

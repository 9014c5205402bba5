import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { PlanKind, UpgradePlan } from '../model/plan';
import { PlanOutline } from '../model/planOutline';
import { Threshold } from '../model/threshold';
import { ClusterDetail, ClusterList, PlatformView } from './clusterView';
import { apiPaths, OperationId } from './paths';
import { PlanView } from './planView';
import { UpgradeReport } from './reportView';
import {
  ControlUpgradeRequest,
  EndUpgradeRequest,
  SkipLaneRequest,
  CreatePlanRequest,
  DisregardRequest,
  OverrideRequest,
  RunChecksRequest,
  StartUpgradeRequest,
} from './requests';
import { ThresholdView } from './thresholdView';
import {
  ListEventsOptions,
  ListUpgradesOptions,
  UpgradeApi,
  PlanValuesOptions,
  UpgradeRequestOptions,
} from './UpgradeApi';
import {
  ControlAccepted,
  EventsPage,
  UpgradeList,
  UpgradeView,
} from './upgradeView';

/** The plugin's id in discovery.
 *
 * @public
 */
export const UPGRADE_PLUGIN_ID = 'upgrade';

/** @public */
export interface UpgradeClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Absent: the global `fetch`. */
  fetchApi?: { fetch: typeof fetch };
}

interface RequestParts {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  accept?: string;
}

/**
 * The REST API over `fetch`, for browsers, Node and scaffolder actions alike.
 *
 * @public
 */
export class UpgradeClient implements UpgradeApi {
  readonly #discovery: UpgradeClientOptions['discoveryApi'];
  readonly #fetch: typeof fetch;

  constructor(options: UpgradeClientOptions) {
    this.#discovery = options.discoveryApi;
    this.#fetch = (...args) => (options.fetchApi ?? globalThis).fetch(...args);
  }

  listPlatforms(options?: UpgradeRequestOptions) {
    return this.#json<{ platforms: PlatformView[] }>(
      'listPlatforms',
      {},
      options,
    );
  }

  listClusters(options?: UpgradeRequestOptions) {
    return this.#json<ClusterList>('listClusters', {}, options);
  }

  getCluster(clusterRef: string, options?: UpgradeRequestOptions) {
    return this.#json<ClusterDetail>(
      'getCluster',
      { params: entityParams(clusterRef) },
      options,
    );
  }

  createPlan(
    clusterRef: string,
    request: CreatePlanRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<PlanView>(
      'createPlan',
      { params: entityParams(clusterRef), body: request },
      options,
    );
  }

  getPlan(planId: string, { values, ...options }: PlanValuesOptions = {}) {
    return this.#json<PlanView>(
      'getPlan',
      { params: { planId }, query: { values } },
      options,
    );
  }

  runChecks(
    planId: string,
    request: RunChecksRequest = {},
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<PlanView>(
      'runChecks',
      { params: { planId }, body: request },
      options,
    );
  }

  putOverride(
    planId: string,
    findingId: string,
    request: OverrideRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<PlanView>(
      'putOverride',
      { params: { planId, findingId }, body: request },
      options,
    );
  }

  deleteOverride(
    planId: string,
    findingId: string,
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<PlanView>(
      'deleteOverride',
      { params: { planId, findingId } },
      options,
    );
  }

  startUpgrade(request: StartUpgradeRequest, options?: UpgradeRequestOptions) {
    return this.#json<UpgradeView>('startUpgrade', { body: request }, options);
  }

  listUpgrades(
    { status, ...query }: ListUpgradesOptions = {},
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<UpgradeList>(
      'listUpgrades',
      { query: { ...query, status: status?.join(',') } },
      options,
    );
  }

  getUpgrade(upgradeId: string, options?: UpgradeRequestOptions) {
    return this.#json<UpgradeView>(
      'getUpgrade',
      { params: { upgradeId } },
      options,
    );
  }

  getUpgradePlan(
    upgradeId: string,
    kind: PlanKind,
    { values, ...options }: PlanValuesOptions = {},
  ) {
    return this.#json<UpgradePlan>(
      'getUpgradePlan',
      { params: { upgradeId, kind }, query: { values } },
      options,
    );
  }

  getUpgradePlanOutline(
    upgradeId: string,
    kind: PlanKind,
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<PlanOutline>(
      'getUpgradePlanOutline',
      { params: { upgradeId, kind } },
      options,
    );
  }

  listEvents(
    upgradeId: string,
    { waitSeconds, ...query }: ListEventsOptions = {},
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<EventsPage>(
      'listEvents',
      { params: { upgradeId }, query: { ...query, wait: waitSeconds } },
      options,
    );
  }

  getReport(upgradeId: string, options?: UpgradeRequestOptions) {
    return this.#json<UpgradeReport>(
      'getReport',
      { params: { upgradeId }, query: { format: 'json' } },
      options,
    );
  }

  async getReportMarkdown(upgradeId: string, options?: UpgradeRequestOptions) {
    const response = await this.#send(
      'getReport',
      {
        params: { upgradeId },
        query: { format: 'md' },
        accept: 'text/markdown',
      },
      options,
    );
    return response.text();
  }

  pauseUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('pauseUpgrade', upgradeId, request, options);
  }

  resumeUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('resumeUpgrade', upgradeId, request, options);
  }

  cancelUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('cancelUpgrade', upgradeId, request, options);
  }

  rollBackUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('rollBackUpgrade', upgradeId, request, options);
  }

  retryUpgrade(
    upgradeId: string,
    request?: ControlUpgradeRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('retryUpgrade', upgradeId, request, options);
  }

  skipLane(
    upgradeId: string,
    request: SkipLaneRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('skipLane', upgradeId, request, options);
  }

  endUpgrade(
    upgradeId: string,
    request: EndUpgradeRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('endUpgrade', upgradeId, request, options);
  }

  disregardThreshold(
    upgradeId: string,
    request: DisregardRequest,
    options?: UpgradeRequestOptions,
  ) {
    return this.#control('disregardThreshold', upgradeId, request, options);
  }

  addNote(upgradeId: string, text: string, options?: UpgradeRequestOptions) {
    return this.#control('addNote', upgradeId, { text }, options);
  }

  getThreshold(entityRef: string, options?: UpgradeRequestOptions) {
    return this.#json<ThresholdView>(
      'getThreshold',
      { params: entityParams(entityRef) },
      options,
    );
  }

  putThreshold(
    entityRef: string,
    threshold: Threshold,
    options?: UpgradeRequestOptions,
  ) {
    return this.#json<ThresholdView>(
      'putThreshold',
      { params: entityParams(entityRef), body: threshold },
      options,
    );
  }

  deleteThreshold(entityRef: string, options?: UpgradeRequestOptions) {
    return this.#json<ThresholdView>(
      'deleteThreshold',
      { params: entityParams(entityRef) },
      options,
    );
  }

  #control(
    operation: OperationId,
    upgradeId: string,
    body: unknown = {},
    options?: UpgradeRequestOptions,
  ): Promise<ControlAccepted> {
    return this.#json(operation, { params: { upgradeId }, body }, options);
  }

  async #json<T>(
    operation: OperationId,
    parts: RequestParts,
    options?: UpgradeRequestOptions,
  ): Promise<T> {
    const response = await this.#send(operation, parts, options);
    return (await response.json()) as T;
  }

  /** @throws ResponseError when the answer is not a success */
  async #send(
    operation: OperationId,
    parts: RequestParts,
    options: UpgradeRequestOptions = {},
  ): Promise<Response> {
    const { method, path } = apiPaths[operation];
    const base = await this.#discovery.getBaseUrl(UPGRADE_PLUGIN_ID);
    const response = await this.#fetch(
      `${base}${fillPath(path, parts.params)}${queryString(parts.query)}`,
      {
        method,
        // A browser lets one of two equal requests wait for the other's answer to cache.
        cache: 'no-store',
        signal: options.signal,
        headers: {
          accept: parts.accept ?? 'application/json',
          ...(parts.body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
          ...(options.token
            ? { authorization: `Bearer ${options.token}` }
            : {}),
        },
        body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function entityParams(entityRef: string): Record<string, string> {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return { kind, namespace, name };
}

function fillPath(path: string, params: Record<string, string> = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name]),
  );
}

function queryString(query: RequestParts['query'] = {}): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return given.length
    ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
    : '';
}

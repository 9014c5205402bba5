import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  OperationId,
  PlanRecord,
  RouteInput,
  RouteResource,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../clusters/ClusterEntity';
import { UpgradeResource } from '../permissions/resources';

/** What a request is about, found and authorised before its handler is called. */
export interface Subjects {
  cluster: { cluster: ClusterEntity };
  plan: { cluster: ClusterEntity; record: PlanRecord };
  upgrade: { upgrade: UpgradeResource };
  application: { entity: Entity };
  /** The handler leaves out what the caller may not see. */
  list: undefined;
}

/** One request, checked. */
export interface RouteCall<K extends OperationId> extends RouteInput<K> {
  subject: [RouteResource<K>] extends [never]
    ? undefined
    : Subjects[RouteResource<K>];
  caller: Caller;
  /** A header; undefined when it was not sent. */
  header(name: string): string | undefined;
  /** Aborts when the caller hung up or the backend stops. */
  signal: AbortSignal;
}

/** Who asks. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity ref of a person, or `service:<name>`; what events and overrides name. */
  actor: string;
}

/** What a route answers with. */
export type RouteAnswer = RouteContent & {
  /** What was done, for the auditor, beyond what the request says itself. */
  audit?: JsonObject;
};

type RouteContent =
  /** `asMarkdown`: for whoever asked for that, from the JSON as it is shown to them. */
  | { status: number; json: unknown; asMarkdown?(shown: unknown): string }
  /** JSON that was written and packed with gzip before: large, and the same for everybody. */
  | { status: number; packedJson: Buffer };

/** Code for one operation. */
export type RouteHandler<K extends OperationId> = (
  call: RouteCall<K>,
) => Promise<RouteAnswer>;

/** Code for every operation: one that lacks fails the build. */
export type RouteHandlers = { [K in OperationId]: RouteHandler<K> };

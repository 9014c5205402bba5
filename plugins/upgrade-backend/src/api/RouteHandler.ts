import { JsonObject } from '@backstage/types';
import {
  OperationId,
  RouteInput,
  RouteOutput,
  RouteResource,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Caller } from '../authorization/caller';
import { Subjects } from '../authorization/subjectFinders';

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

/** What a route answers with. */
export type RouteAnswer<T = unknown> = RouteContent<T> & {
  /** What was done, for the auditor, beyond what the request says itself. */
  audit?: JsonObject;
};

type RouteContent<T> =
  /** `asMarkdown`: for whoever asked for that, from the JSON as it is shown to them. */
  | { status: number; json: T; asMarkdown?(shown: unknown): string }
  /** JSON that was written and packed with gzip before: large, and the same for everybody. */
  | { status: number; packedJson: Buffer };

/** Code for one operation. */
export type RouteHandler<K extends OperationId> = (
  call: RouteCall<K>,
) => Promise<RouteAnswer<RouteOutput<K>>>;

/** Code for every operation: one that lacks fails the build. */
export type RouteHandlers = { [K in OperationId]: RouteHandler<K> };

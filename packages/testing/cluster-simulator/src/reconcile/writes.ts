import {
  DeleteOptions,
  KubeObject,
  ObjectKey,
  PatchType,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';

/**
 * Something for people to read beside an object.
 *
 * @internal
 */
export interface EventIntent {
  regarding: KubeObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** What to tell once a write went through or not; `{name}` and `{error}` are filled in. */
interface Announcement {
  regarding: KubeObject;
  reason: string;
  message: string;
  failureReason?: string;
  failureMessage?: string;
}

/**
 * A change that a pure reconcile wants, as data.
 *
 * @internal
 */
export type Write = { announce?: Announcement } & (
  | { verb: 'create'; resource: ResourceType; object: KubeObject }
  | {
      verb: 'update';
      resource: ResourceType;
      object: KubeObject;
      subresource?: 'status';
    }
  | {
      verb: 'patch';
      resource: ResourceType;
      key: ObjectKey;
      patchType: PatchType;
      body: unknown;
      subresource?: 'status';
    }
  | {
      verb: 'delete';
      resource: ResourceType;
      object: KubeObject;
      options?: Omit<DeleteOptions, 'uid' | 'signal'>;
    }
  | { verb: 'bind'; pod: KubeObject; nodeName: string }
  /** Takes the API's own finalizer off a namespace that is empty. */
  | { verb: 'finalize'; namespace: KubeObject }
);

/**
 * The answer of a pure reconcile: what to write now, what to tell, and when to look again even if
 * nothing changes.
 *
 * @internal
 */
export interface Reconciliation {
  writes: Write[];
  events?: EventIntent[];
  requeueAfterMs?: number;
}

/** @internal */
export const NOTHING_TO_DO: Reconciliation = { writes: [] };

/**
 * The earlier of several optional delays.
 *
 * @internal
 */
export function earliest(
  ...delaysMs: Array<number | undefined>
): number | undefined {
  const known = delaysMs.filter((each): each is number => each !== undefined);
  return known.length ? Math.min(...known) : undefined;
}

/**
 * The outcome with other writes done first.
 *
 * @internal
 */
export function after(
  first: readonly Write[],
  outcome: Reconciliation,
): Reconciliation {
  return { ...outcome, writes: [...first, ...outcome.writes] };
}

import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { StoredObject } from '../../storage/StoredObject';
import { badRequest, expired, StatusError } from '../errors/StatusError';
import { ListMetadata } from '../presentation/Presentation';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { parseFieldSelector } from '../selectors/fieldSelector';
import { parseLabelSelector } from '../selectors/labelSelector';
import { ServerContext } from '../ServerContext';

/** @internal */
export interface Selection {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** @internal */
export interface ListPage {
  items: StoredObject[];
  metadata: ListMetadata;
}

/**
 * One predicate from both selectors.
 *
 * @internal
 */
export function selectionMatcher(
  definition: ResourceDefinition,
  { labelSelector, fieldSelector }: Selection,
): (object: KubeObject) => boolean {
  const hasLabels = labelSelector
    ? parseLabelSelector(labelSelector)
    : () => true;
  const hasFields = fieldSelector
    ? parseFieldSelector(fieldSelector, definition)
    : () => true;
  return object => hasLabels(object.metadata.labels) && hasFields(object);
}

/**
 * Lists the objects now, or the next page of a list begun earlier: all pages show the same moment.
 *
 * @throws StatusError with code 400 or 410
 * @internal
 */
export function listObjects(
  { store }: ServerContext,
  definition: ResourceDefinition,
  selection: Selection,
  page: {
    limit?: number;
    continue?: string;
    /** Not older than this, or exactly this. */
    version?: { revision: number; isExact: boolean };
  } = {},
): ListPage {
  checkVersion(store.revision, page.version);
  const isMatch = selectionMatcher(definition, selection);
  const token = page.continue ? decodeToken(page.continue) : undefined;
  const revision = token?.revision ?? store.revision;
  let items: StoredObject[];
  if (token) {
    const snapshot = store.snapshot(snapshotKey(definition, token.revision));
    if (!snapshot) {
      throw expired(
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
      );
    }
    items = snapshot.filter(
      item =>
        pathOf(item.object) > token.after &&
        (!selection.namespace ||
          item.object.metadata.namespace === selection.namespace),
    );
  } else {
    items = store.list(definition.bucket, selection.namespace);
  }
  const isSelective = Boolean(
    selection.labelSelector || selection.fieldSelector,
  );
  if (isSelective) {
    items = items.filter(item => isMatch(item.object));
  }
  const metadata: ListMetadata = { resourceVersion: String(revision) };
  if (!page.limit || items.length <= page.limit) {
    return { items, metadata };
  }
  if (!token) {
    store.saveSnapshot(
      snapshotKey(definition, revision),
      store.list(definition.bucket),
    );
  }
  const shown = items.slice(0, page.limit);
  metadata.continue = encodeToken({
    revision,
    after: pathOf(shown[shown.length - 1].object),
  });
  if (!isSelective) {
    metadata.remainingItemCount = items.length - shown.length;
  }
  return { items: shown, metadata };
}

function checkVersion(
  current: number,
  version: { revision: number; isExact: boolean } | undefined,
): void {
  if (!version) {
    return;
  }
  const { revision, isExact } = version;
  if (revision > current) {
    throw new StatusError(
      504,
      'Timeout',
      `Timeout: Too large resource version: ${revision}, current: ${current}`,
      {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    );
  }
  if (isExact && revision < current) {
    throw expired('The resourceVersion for the provided list is too old.');
  }
}

interface ContinueToken {
  revision: number;
  /** Path of the last object shown. */
  after: string;
}

function pathOf({ metadata }: KubeObject): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

function snapshotKey(definition: ResourceDefinition, revision: number) {
  return `${definition.bucket}@${revision}`;
}

function encodeToken({ revision, after }: ContinueToken): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: after }),
  ).toString('base64url');
}

function decodeToken(token: string): ContinueToken {
  try {
    const { v, rv, start } = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (v === 'meta.k8s.io/v1' && Number.isInteger(rv)) {
      return { revision: rv, after: String(start) };
    }
  } catch {
    // Answered below like any other token that isn't ours.
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: the token was not issued here',
  );
}

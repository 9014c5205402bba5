import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  apiVersionOf,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import { StoredObject } from '../../storage/StoredObject';

/** @internal */
export interface ListMetadata {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/**
 * The form in which a client asked for objects: as they are, as a table, or only their metadata.
 *
 * @internal
 */
export interface Presentation {
  object(object: KubeObject | StoredObject): string;
  list(items: StoredObject[], metadata: ListMetadata): string;
}

/**
 * Objects as they are.
 *
 * @internal
 */
export class PlainPresentation implements Presentation {
  readonly #apiVersion: string;

  constructor(private readonly definition: ResourceDefinition) {
    this.#apiVersion = apiVersionOf(definition);
  }

  object(object: KubeObject | StoredObject): string {
    const plain = object instanceof StoredObject ? object.object : object;
    if (plain.apiVersion !== this.#apiVersion) {
      // Versions of one resource differ in nothing but their name.
      return JSON.stringify({ ...plain, apiVersion: this.#apiVersion });
    }
    return object instanceof StoredObject
      ? object.json
      : JSON.stringify(object);
  }

  list(items: StoredObject[], metadata: ListMetadata): string {
    const { listKind } = this.definition;
    const rendered = items.map(item => this.#listItem(item));
    return `{"kind":"${listKind}","apiVersion":"${
      this.#apiVersion
    }","metadata":${JSON.stringify(metadata)},"items":[${rendered.join(',')}]}`;
  }

  /** Items of built-in lists don't repeat what the list says; those of custom ones do. */
  #listItem(item: StoredObject): string {
    if (this.definition.isCustom) {
      return this.object(item);
    }
    const typeFields = `{"kind":"${this.definition.kind}","apiVersion":"${
      this.#apiVersion
    }",`;
    return item.json.startsWith(typeFields)
      ? `{${item.json.slice(typeFields.length)}`
      : item.json;
  }
}

/**
 * Only who the objects are, for clients that need no more.
 *
 * @internal
 */
export class MetadataPresentation implements Presentation {
  object(object: KubeObject | StoredObject): string {
    const { metadata } =
      object instanceof StoredObject ? object.object : object;
    return JSON.stringify({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
    });
  }

  list(items: StoredObject[], metadata: ListMetadata): string {
    const rendered = items.map(item => this.object(item));
    return `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(
      metadata,
    )},"items":[${rendered.join(',')}]}`;
  }
}

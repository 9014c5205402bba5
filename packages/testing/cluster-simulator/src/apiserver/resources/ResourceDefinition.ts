import type { ResourceType } from '@cluster-upgrade/plugin-upgrade-node';
import { KindRules } from '../kinds/KindRules';
import type { ResourceVerb } from '../request/requestInfo';
import { Schema } from '../schema/Schema';

/**
 * Where a scalable kind keeps its numbers.
 *
 * @internal
 */
export interface ScalePaths {
  specReplicas: string;
  statusReplicas: string;
  /** Of a label selector: an object for built-in kinds, a string for custom ones. */
  selector?: string;
}

/** @internal */
export type Subresource =
  'status' | 'scale' | 'eviction' | 'binding' | 'log' | 'finalize';

/** @internal */
export interface ColumnDefinition {
  name: string;
  type: string;
  format?: string;
  description?: string;
  /** Columns above 0 are shown only by `-o wide`. */
  priority?: number;
  jsonPath?: string;
}

/**
 * One resource as the API serves it: built-in, or defined by a CustomResourceDefinition.
 *
 * @internal
 */
export interface ResourceDefinition extends ResourceType {
  singular: string;
  listKind: string;
  shortNames: string[];
  categories: string[];
  /** The store's bucket, shared by all versions of a resource. */
  bucket: string;
  verbs: ResourceVerb[];
  subresources: Subresource[];
  /** Answered by computation; nothing is stored. */
  computed?: 'accessReview' | 'nodeMetrics' | 'podMetrics';
  rules: KindRules;
  schema: Schema;
  isCustom: boolean;
  scale?: ScalePaths;
  /** Printed columns of a custom resource, beside its name. */
  columns?: ColumnDefinition[];
  /** Paths beside `metadata.name` and `.namespace` that a field selector may name. */
  selectableFields: string[];
}

/**
 * `apps/v1`, or `v1` for the core group.
 *
 * @internal
 */
export function apiVersionOf({
  group,
  version,
}: {
  group: string;
  version: string;
}): string {
  return group ? `${group}/${version}` : version;
}

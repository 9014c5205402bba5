import type {
  Clock,
  KubeObject,
  Random,
} from '@cluster-upgrade/plugin-upgrade-node';
import type { FieldError } from '../errors/FieldError';

/**
 * What rules may need beside the object itself.
 *
 * @internal
 */
export interface RuleContext {
  clock: Clock;
  random: Random;
}

/**
 * What the API server does to objects of one kind, beside storing them. All optional: a kind without
 * rules is data. Functions that change the object get their own copy.
 *
 * @internal
 */
export interface KindRules {
  /** `status` is written only through `/status`, and `/status` writes nothing else. */
  hasStatus?: boolean;
  /** The status in a create request is stored. */
  isStatusKeptOnCreate?: boolean;
  /** `metadata.generation` counts the changes of `spec`. */
  hasGeneration?: boolean;
  /** A PUT to a name that doesn't exist creates the object. */
  isCreatedOnUpdate?: boolean;
  /** A PUT without `resourceVersion` is refused. */
  isVersionRequiredOnUpdate?: boolean;
  /** What a delete without `propagationPolicy` does with dependents. */
  defaultPropagation?: 'Background' | 'Orphan';
  /** How names must look; DNS subdomain when absent. */
  nameFormat?: 'subdomain' | 'label';

  /** Fills in what the kind's defaults say; on every write and before validation. */
  setDefaults?(object: KubeObject): void;
  prepareForCreate?(object: KubeObject, context: RuleContext): void;
  prepareForUpdate?(object: KubeObject, previous: KubeObject): void;
  prepareForStatusUpdate?(object: KubeObject, previous: KubeObject): void;
  /** Only at the first request to delete the object. */
  prepareForDelete?(object: KubeObject): void;
  validate?(object: KubeObject): FieldError[];
  validateUpdate?(object: KubeObject, previous: KubeObject): FieldError[];
  /**
   * For how long a delete only announces itself, in seconds; undefined when the kind knows no
   * graceful deletion.
   *
   * @param requested - `gracePeriodSeconds` of the request
   */
  gracePeriodSeconds?(object: KubeObject, requested?: number): number;
}

import { KindRules } from '../kinds/KindRules';
import type { ResourceVerb } from '../request/requestInfo';
import { ResourceDefinition } from './ResourceDefinition';

/**
 * One line of the tables of built-in resources.
 *
 * @internal
 */
export interface BuiltinResource {
  groupVersion: string;
  plural: string;
  kind: string;
  rules: KindRules;
  isClusterScoped?: boolean;
  shortNames?: string[];
  isInCategoryAll?: boolean;
  subresources?: ResourceDefinition['subresources'];
  selectableFields?: string[];
  verbs?: ResourceVerb[];
  computed?: ResourceDefinition['computed'];
}

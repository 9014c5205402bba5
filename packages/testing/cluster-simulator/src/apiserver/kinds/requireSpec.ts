import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { FieldError, required } from '../errors/FieldError';

/**
 * A rule for objects that are nothing without their spec.
 *
 * @internal
 */
export function requireSpec(
  validate: (object: KubeObject) => FieldError[],
): (object: KubeObject) => FieldError[] {
  return object => (object.spec ? validate(object) : [required('spec')]);
}

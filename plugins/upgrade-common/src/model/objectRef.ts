/**
 * Names one Kubernetes object.
 *
 * @public
 */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * A stable key of an object, for maps and for comparing: `apps/v1/Deployment/shop/checkout`.
 *
 * @public
 */
export function objectKey(ref: ObjectRef): string {
  return [ref.apiVersion, ref.kind, ref.namespace ?? '-', ref.name].join('/');
}

import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The example platform: a controller, an agent on every node, and a ConfigMap that names releases.
 *
 * @internal
 */
export const NAMESPACE = 'beacon-system';

/** @internal */
export const CONTROLLER = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: NAMESPACE,
  name: 'beacon-controller',
} as const satisfies ObjectRef;

/** @internal */
export const AGENT = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  namespace: NAMESPACE,
  name: 'beacon-agent',
} as const satisfies ObjectRef;

/** @internal */
export const RELEASES = { namespace: NAMESPACE, name: 'beacon-releases' };

/**
 * All images of one release carry its version as their tag.
 *
 * @internal
 */
export function imageOf(component: string, version: string): string {
  return `registry.example/beacon/${component}:${version}`;
}

import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../ports/KubeObject';
import { workloadCounts } from '../workloads/workloads';

/**
 * The tag of an image, which platforms take for its version; undefined for an image by digest only.
 *
 * @public
 */
export function imageTag(image: string | undefined): string | undefined {
  const [name] = (image ?? '').split('@', 1);
  const tag = /:([^:/]+)$/.exec(name);
  // Runtimes report an image that lost its name by its digest alone.
  return name.startsWith('sha256:') ? undefined : tag?.[1];
}

/**
 * The same image with another tag.
 *
 * @public
 */
export function withImageTag(image: string, tag: string): string {
  const [name] = image.split('@', 1);
  return `${name.replace(/:[^:/]+$/, '')}:${tag}`;
}

/**
 * The container that carries a part of a platform: the one named like it, else the first. Others are
 * side-cars with versions of their own.
 *
 * @public
 */
export function mainContainer(
  name: string,
  containers: readonly { name: string; image: string }[],
): { name: string; image: string } | undefined {
  return containers.find(container => container.name === name) ?? containers[0];
}

/**
 * The version that runs in a pod; undefined while its main container doesn't run. A node's runtime may
 * report an image by digest; then the pod's own, immutable wish says which tag it was.
 *
 * @public
 */
export function runningVersion(
  name: string,
  pod: KubeObject,
): string | undefined {
  const container = mainContainer(name, pod.spec?.containers ?? []);
  const status = pod.status?.containerStatuses?.find(
    (candidate: { name: string }) => candidate.name === container?.name,
  );
  if (!container || !status?.state?.running) {
    return undefined;
  }
  return imageTag(status.image) ?? imageTag(container.image);
}

/**
 * Every version that runs in the pods of one part, once each.
 *
 * @public
 */
export function runningVersions(
  name: string,
  pods: readonly KubeObject[],
): string[] {
  return [
    ...new Set(pods.flatMap(pod => runningVersion(name, pod) ?? [])),
  ].sort();
}

/**
 * A part of a platform that is a workload, as an inventory has it.
 *
 * @param workload - a Deployment, StatefulSet or DaemonSet
 * @param versions - that run in its pods
 * @public
 */
export function workloadComponent(
  identity: Pick<ComponentInfo, 'id' | 'title' | 'object'>,
  workload: KubeObject,
  versions: readonly string[],
): ComponentInfo {
  const { desired, ready } = workloadCounts(workload);
  const containers: { name: string; image: string }[] =
    workload.spec.template.spec.containers;
  return {
    ...identity,
    ...(versions.length === 1 ? { version: versions[0] } : {}),
    images: Object.fromEntries(
      containers.map(({ name, image }) => [name, image]),
    ),
    desired,
    ready,
  };
}

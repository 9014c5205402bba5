import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

/** The version that an image's tag names; undefined for an image by digest only. */
export function imageVersion(image: string): string | undefined {
  const [name] = image.split('@', 1);
  const tag = /:([^:/]+)$/.exec(name);
  // Runtimes report an image that lost its name by its digest alone.
  return name.startsWith('sha256:') ? undefined : tag?.[1];
}

/** The same image with another tag. */
export function withVersion(image: string, version: string): string {
  const [name] = image.split('@', 1);
  return `${name.replace(/:[^:/]+$/, '')}:${version}`;
}

/**
 * The container that carries a part of the platform: the one named like it, else the first. Others are
 * side-cars with versions of their own.
 */
export function mainContainer(
  componentId: string,
  containers: ReadonlyArray<{ name: string; image: string }>,
): { name: string; image: string } | undefined {
  return (
    containers.find(container => container.name === componentId) ??
    containers[0]
  );
}

/**
 * The version that runs in a pod; undefined while its container doesn't run. A node's runtime may
 * report an image by digest; then the pod's own, immutable wish says which tag it was.
 */
export function runningVersion(
  componentId: string,
  pod: KubeObject,
): string | undefined {
  const container = mainContainer(componentId, pod.spec?.containers ?? []);
  const status = pod.status?.containerStatuses?.find(
    (candidate: { name: string }) => candidate.name === container?.name,
  );
  if (!container || !status?.state?.running) {
    return undefined;
  }
  return imageVersion(status.image ?? '') ?? imageVersion(container.image);
}

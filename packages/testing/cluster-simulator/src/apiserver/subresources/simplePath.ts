/**
 * Reads `.spec.replicas`.
 *
 * @internal
 */
export function readPath(object: any, path: string): any {
  return segmentsOf(path).reduce((node, field) => node?.[field], object);
}

/**
 * Writes `.spec.replicas`, making the objects on the way.
 *
 * @internal
 */
export function writePath(object: any, path: string, value: unknown): void {
  const segments = segmentsOf(path);
  const last = segments.pop()!;
  const owner = segments.reduce((node, field) => {
    node[field] ??= {};
    return node[field];
  }, object);
  owner[last] = value;
}

function segmentsOf(path: string): string[] {
  return path.split('.').filter(Boolean);
}

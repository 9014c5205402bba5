import { Write } from '../reconcile/writes';

/** Writes as a person would tell them, for tables: `create Pod web-1`, `scale web-a to 3`. */
export function wordedWrites(writes: readonly Write[]): string[] {
  return writes.map(worded);
}

function worded(write: Write): string {
  switch (write.verb) {
    case 'create': {
      const { name, generateName } = write.object.metadata;
      return `create ${write.object.kind} ${name ?? `${generateName}*`}`;
    }
    case 'update':
      return write.object.spec?.replicas === undefined
        ? `update ${write.object.kind} ${write.object.metadata.name}`
        : `scale ${write.object.metadata.name} to ${write.object.spec.replicas}`;
    case 'patch':
      return `patch ${write.subresource ?? 'object'} of ${write.key.name}`;
    case 'delete':
      return `delete ${write.object.kind} ${write.object.metadata.name}`;
    case 'bind':
      return `bind ${write.pod.metadata.name} to ${write.nodeName}`;
    default:
      return `finalize ${write.namespace.metadata.name}`;
  }
}

/** The status that the writes set; undefined when they set none. */
export function patchedStatus(writes: readonly Write[]): any {
  const patch = writes.find(
    write => write.verb === 'patch' && write.subresource === 'status',
  );
  return patch?.verb === 'patch' ? (patch.body as any).status : undefined;
}

/** Without the writes of status, which most tables don't care about. */
export function withoutStatus(writes: readonly Write[]): Write[] {
  return writes.filter(
    write => !(write.verb === 'patch' && write.subresource === 'status'),
  );
}

import {
  AccessRule,
  ClusterClient,
  StepIdentity,
} from '@cluster-upgrade/plugin-upgrade-node';

/** What a step's client is bound to. */
export interface Guard {
  identity: StepIdentity;
  rights: readonly AccessRule[];
  signal: AbortSignal;
  isHeld: () => boolean;
}

const WRITES = ['create', 'update', 'patch', 'delete', 'evict'] as const;

/**
 * A client that writes only while the lease is held.
 */
export function guardClient(
  client: ClusterClient,
  guard: Guard,
): ClusterClient {
  const guarded = new Proxy(client, {
    get(target, name) {
      const method = Reflect.get(target, name);
      if (typeof method !== 'function') {
        return method;
      }
      return (...args: unknown[]) => {
        if ((WRITES as readonly unknown[]).includes(name) && !guard.isHeld()) {
          return Promise.reject(
            new Error(
              `Upgrade ${guard.identity.upgradeId} is not held any more; '${String(
                name,
              )}' was not sent`,
            ),
          );
        }
        return method.apply(target, args);
      };
    },
  });
  return guarded;
}

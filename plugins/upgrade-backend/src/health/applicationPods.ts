import {
  KubeObject,
  matchesLabels,
  ownerWorkloadOf,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ApplicationReference } from './HealthReference';

/** Workloads whose pods say by an owner reference that they are theirs. */
const CONTROLLERS: ReadonlySet<string> = new Set([
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
]);

type Application = Pick<ApplicationReference, 'object' | 'podLabels'>;

/**
 * Finds the pods of applications, in one pass over all pods. A pod belongs to the workload that controls
 * it: labels alone would count pods of a Job or of another Deployment that carry the same ones. Only
 * workloads of a kind that is not built in are told by their labels.
 */
export class ApplicationPods {
  readonly #byWorkload = new Map<string, KubeObject[]>();

  constructor(private readonly pods: readonly KubeObject[]) {
    for (const pod of pods) {
      const owner = ownerWorkloadOf(pod);
      if (owner) {
        const key = keyOf(owner.kind, pod.metadata.namespace, owner.name);
        const own = this.#byWorkload.get(key);
        if (own) {
          own.push(pod);
        } else {
          this.#byWorkload.set(key, [pod]);
        }
      }
    }
  }

  of({ object, podLabels }: Application): readonly KubeObject[] {
    const { kind, namespace, name } = object;
    if (CONTROLLERS.has(kind)) {
      return this.#byWorkload.get(keyOf(kind, namespace, name)) ?? [];
    }
    return this.pods.filter(
      ({ metadata }) =>
        metadata.namespace === namespace &&
        matchesLabels({ matchLabels: podLabels }, metadata.labels),
    );
  }
}

function keyOf(
  kind: string,
  namespace: string | undefined,
  name: string,
): string {
  return `${kind}/${namespace}/${name}`;
}

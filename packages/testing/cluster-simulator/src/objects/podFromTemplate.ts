import {
  KubeObject,
  OwnerReference,
} from '@cluster-upgrade/plugin-upgrade-node';
import { Pod, PodSpec } from './Pod';

/** @internal */
export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: any;
  };
  spec: PodSpec;
}

/**
 * A pod as a workload controller asks for it.
 *
 * @internal
 */
export function podFromTemplate(
  template: PodTemplate,
  identity: {
    namespace: string;
    name?: string;
    generateName?: string;
    owner: OwnerReference;
    labels?: Record<string, string>;
    finalizers?: string[];
  },
): Pod {
  const metadata: Partial<KubeObject['metadata']> = {
    ...(identity.name
      ? { name: identity.name }
      : { generateName: identity.generateName }),
    namespace: identity.namespace,
    labels: { ...template.metadata?.labels, ...identity.labels },
    annotations: template.metadata?.annotations,
    ownerReferences: [identity.owner],
    finalizers: identity.finalizers,
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    // With generateName the server fills the name in.
    metadata: metadata as KubeObject['metadata'],
    spec: template.spec,
  };
}

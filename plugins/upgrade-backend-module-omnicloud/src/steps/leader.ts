import {
  AccessRule,
  KubeObject,
  ReadContext,
  readObjects,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { LABEL_COMPONENT, OMNI_NAMESPACE } from '../resources';

/** Rights to see who leads. */
export const orchestratorRights: readonly AccessRule[] = [
  {
    apiGroup: 'coordination.k8s.io',
    resource: 'leases',
    verbs: ['get'],
    namespace: OMNI_NAMESPACE,
  },
  {
    apiGroup: '',
    resource: 'pods',
    verbs: ['list'],
    namespace: OMNI_NAMESPACE,
  },
];

export function readOrchestrators(context: ReadContext): Promise<KubeObject[]> {
  return readObjects(context, resourceTypes.pods, {
    namespace: OMNI_NAMESPACE,
    labelSelector: `${LABEL_COMPONENT}=orchestrator`,
  });
}

/** The orchestrator that holds the Lease. Holders are pod names, with or without a suffix after `_`. */
export function leaderAmong(
  orchestrators: readonly KubeObject[],
  lease: KubeObject | undefined,
): KubeObject | undefined {
  const holder: string = lease?.spec?.holderIdentity ?? '';
  return orchestrators.find(
    ({ metadata: { name } }) =>
      holder === name || holder.startsWith(`${name}_`),
  );
}

import { AccessRule } from '@cluster-upgrade/plugin-upgrade-node';
import { OMNI_NAMESPACE } from './resources';

const READ = ['get', 'list', 'watch'];

/** What inspecting, planning, the checks and the watches read. Steps declare their own rights. */
export const DRIVER_RIGHTS: readonly AccessRule[] = [
  { apiGroup: '', resource: 'nodes', verbs: READ },
  { apiGroup: '', resource: 'pods', verbs: READ },
  {
    apiGroup: '',
    resource: 'configmaps',
    verbs: ['get'],
    namespace: OMNI_NAMESPACE,
  },
  { apiGroup: 'apps', resource: 'deployments', verbs: READ },
  { apiGroup: 'apps', resource: 'statefulsets', verbs: READ },
  { apiGroup: 'apps', resource: 'daemonsets', verbs: READ },
  { apiGroup: 'policy', resource: 'poddisruptionbudgets', verbs: ['list'] },
  {
    apiGroup: 'autoscaling',
    resource: 'horizontalpodautoscalers',
    verbs: ['list'],
  },
  {
    apiGroup: 'coordination.k8s.io',
    resource: 'leases',
    verbs: ['get'],
    namespace: OMNI_NAMESPACE,
  },
];

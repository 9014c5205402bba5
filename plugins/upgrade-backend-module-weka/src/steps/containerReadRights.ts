import { AccessRule } from '@cluster-upgrade/plugin-upgrade-node';
import { wekaResources } from '../resources';

/** Containers, their pods, and what the operator says of them, in one namespace. */
export function containerReadRights(namespace: string): AccessRule[] {
  return [
    {
      apiGroup: wekaResources.containers.group,
      resource: wekaResources.containers.plural,
      verbs: ['list'],
      namespace,
    },
    { apiGroup: '', resource: 'pods', verbs: ['list'], namespace },
    { apiGroup: '', resource: 'events', verbs: ['list'], namespace },
  ];
}

import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { SignalDefinition } from '@cluster-upgrade/plugin-upgrade-node';

/** Ready instances and restarts of every component; the cluster's own statistics where Prometheus has them. */
export function listSignals({ components }: Inventory): SignalDefinition[] {
  return components.flatMap(({ id, title }): SignalDefinition[] => [
    {
      id: `${id}/ready-instances`,
      componentId: id,
      title: `${title}: ready`,
      unit: 'count',
      worse: 'lower',
      source: { kind: 'ready-instances' },
    },
    {
      id: `${id}/restarts`,
      componentId: id,
      title: `${title}: restarts`,
      unit: 'count',
      worse: 'higher',
      source: { kind: 'restarts' },
    },
  ]);
}

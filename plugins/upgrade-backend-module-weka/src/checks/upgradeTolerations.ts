import { wekaCheck } from './wekaCheck';

const TAINT = 'weka.io/upgrade';

/** Needed only where workloads are moved away by the taint. */
export const upgradeTolerations = wekaCheck({
  id: 'weka-upgrade-tolerations',
  title: `Weka tolerates the taint ${TAINT}`,
  group: 'policy',
  answer({ cluster, clients }) {
    const lacking = [...(cluster ? [cluster] : []), ...clients].filter(
      object =>
        !(object.spec.rawTolerations ?? []).some(
          (toleration: { key?: string }) => toleration.key === TAINT,
        ),
    );
    return {
      status: lacking.length ? 'warning' : 'pass',
      observed: lacking.length
        ? `${lacking
            .map(object => `${object.kind} ${object.metadata.name}`)
            .join(', ')} would be evicted by it`
        : 'the cluster and its clients tolerate it',
      needed: `a toleration of ${TAINT} wherever workloads are moved by that taint`,
      remedy: lacking.length
        ? `Add { key: ${TAINT}, operator: Exists } to spec.rawTolerations before using the taint.`
        : undefined,
    };
  },
});

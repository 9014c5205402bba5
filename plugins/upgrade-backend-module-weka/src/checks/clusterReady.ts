import { HEALTHY_STATUSES } from '../statusGates';
import { storageCheck } from './wekaCheck';

/** Ready, protected, and without failures: the operator would hold the upgrade back otherwise. */
export const clusterReady = storageCheck({
  id: 'weka-cluster-ready',
  title: 'The storage cluster is ready and fully protected',
  group: 'health',
  answer({ cluster, inventory }) {
    const { status, stats } = cluster.status ?? {};
    const failures =
      (stats?.numFailures ?? 0) + (stats?.drives?.failures?.length ?? 0);
    // Half-way, data may still move: the operator takes the next container then too.
    const healthy = inventory.partWay ? HEALTHY_STATUSES : ['OK'];
    const isReady =
      status === 'Ready' &&
      healthy.includes(stats?.clusterStatus ?? '') &&
      failures === 0;
    return {
      status: isReady ? 'pass' : 'hard-block',
      observed: `status ${status ?? 'unknown'}, cluster ${
        stats?.clusterStatus ?? 'unknown'
      }, ${failures} failures`,
      needed: `status Ready, cluster ${healthy.join(' or ')}, 0 failures`,
      remedy: isReady
        ? undefined
        : 'Let the rebuild finish and repair what failed; see weka status.',
    };
  },
});

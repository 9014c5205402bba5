import { storageCheck } from './wekaCheck';

export const alerts = storageCheck({
  id: 'weka-alerts',
  title: 'The storage cluster has no alerts',
  group: 'health',
  answer({ cluster }) {
    const count = cluster.status?.stats?.alertsCount;
    if (count === undefined) {
      return {
        status: 'not-checked',
        observed: 'status.stats.alertsCount is not reported',
        needed: '0 alerts',
        remedy: 'See weka alerts.',
      };
    }
    return {
      status: count > 0 ? 'warning' : 'pass',
      observed: `${count} alerts`,
      needed: '0 alerts',
      remedy: count > 0 ? 'See weka alerts.' : undefined,
    };
  },
});

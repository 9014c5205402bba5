import { readWeka } from '../readWeka';
import { checkWithOneAnswer } from './finding';

export const alerts = checkWithOneAnswer({
  id: 'weka-alerts',
  title: 'The storage cluster has no alerts',
  group: 'health',
  async answer(input) {
    const { cluster } = await readWeka(input);
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

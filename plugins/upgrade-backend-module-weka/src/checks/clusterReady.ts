import { readWeka } from '../readWeka';
import { checkWithOneAnswer } from './finding';

/** Ready, protected, and without failures: the operator would hold the upgrade back otherwise. */
export const clusterReady = checkWithOneAnswer({
  id: 'weka-cluster-ready',
  title: 'The storage cluster is ready and fully protected',
  group: 'health',
  async answer(input) {
    const { cluster } = await readWeka(input);
    const { status, stats } = cluster.status ?? {};
    const failures =
      (stats?.numFailures ?? 0) + (stats?.drives?.failures?.length ?? 0);
    const isReady =
      status === 'Ready' && stats?.clusterStatus === 'OK' && failures === 0;
    return {
      status: isReady ? 'pass' : 'hard-block',
      observed: `status ${status ?? 'unknown'}, cluster ${
        stats?.clusterStatus ?? 'unknown'
      }, ${failures} failures`,
      needed: 'status Ready, cluster OK, 0 failures',
      remedy: isReady
        ? undefined
        : 'Let the rebuild finish and repair what failed; see weka status.',
    };
  },
});

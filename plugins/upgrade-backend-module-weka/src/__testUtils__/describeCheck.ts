import { listComponents } from '../inventory/components';
import { partWayOf } from '../inventory/partWay';
import { claim, WekaObjects } from '../inventory/readWeka';
import { WekaClient, WekaCluster, WekaContainer } from '../resources';
import { CheckView, WekaCheck } from '../checks/wekaCheck';
import {
  NEW,
  OLD,
  wekaClient,
  wekaCluster,
  wekaContainer,
} from '../__fixtures__/wekaObjects';

/** What a check is shown; what is absent is as it should be. */
export interface Situation {
  cluster?: WekaCluster | null;
  clients?: WekaClient[];
  containers?: WekaContainer[];
  toVersion?: string;
  nodes?: object[];
  deployments?: object[];
  definitions?: object[];
}

export const backends = [
  wekaContainer('drive-0'),
  wekaContainer('drive-1'),
  wekaContainer('compute-0', { mode: 'compute' }),
  wekaContainer('compute-1', { mode: 'compute' }),
];

function viewOf(situation: Situation): CheckView {
  const { clients = [], containers = backends, toVersion } = situation;
  const cluster =
    situation.cluster === null
      ? undefined
      : (situation.cluster ?? wekaCluster());
  const weka: WekaObjects = {
    cluster,
    ...claim(clients, cluster),
    containers,
  };
  const partWay = partWayOf(weka);
  return {
    ...weka,
    inventory: {
      components: listComponents(weka),
      nodes: situation.nodes ?? [],
      version: '4.4.2.157-k8s.2',
      ...(partWay && { partWay }),
    } as any,
    plan: { toVersion: toVersion ?? '4.4.5.120-k8s.1' } as any,
    deployments: situation.deployments as any,
    definitions: situation.definitions as any,
  };
}

export const withStats = (stats: object, status = 'Ready'): WekaCluster => ({
  ...wekaCluster(),
  status: {
    status,
    lastAppliedImage: OLD,
    stats: { clusterStatus: 'OK', numFailures: 0, alertsCount: 0, ...stats },
  },
});
export const mountedClient = (type?: any) =>
  wekaClient('trainers', { spec: { upgradePolicy: { type } } });
export const clientContainer = (
  options: Parameters<typeof wekaContainer>[1] = {},
) =>
  wekaContainer('trainer-0', {
    mode: 'client',
    labels: { 'weka.io/client-name': 'trainers' },
    ...options,
  });
export const half = [
  wekaContainer('drive-0', { image: NEW }),
  ...backends.slice(1),
];
export const begun = wekaCluster({ image: NEW });

/** A situation, and what the check says of it. */
export type Row = [
  situation: string,
  of: Situation,
  status: string,
  observed: string,
];

/** Each situation with its severity and its sentence. */
export function describeCheck(check: WekaCheck, rows: Row[]): void {
  describe(`${check.title}`, () => {
    it.each(rows)('%s', (_, situation, status, observed) => {
      const answer = check.answer(viewOf(situation));
      expect([answer.status, answer.observed]).toEqual([status, observed]);
      // What doesn't pass says what to do.
      expect(answer.remedy === undefined).toBe(status === 'pass');
    });
  });
}

/** About the storage cluster a cluster of clients has nothing to say. */
export const NO_STORAGE: Row = [
  'only clients',
  { cluster: null, clients: [mountedClient()] },
  'pass',
  'only clients are here; their storage is elsewhere',
];

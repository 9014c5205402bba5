import {
  NEW,
  OLD,
  wekaCluster,
  wekaContainer,
} from './__fixtures__/wekaObjects';
import { GateView } from './OperatorGate';
import { operatorGates } from './operatorGates';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
const begun = wekaCluster({ image: NEW });
const drives = [
  wekaContainer('drive-0', { image: NEW }),
  wekaContainer('drive-1'),
];

const withStats = (stats: object) => ({
  ...begun,
  status: {
    ...begun.status,
    stats: { clusterStatus: 'OK', ...stats },
  },
});
const active = (drive: number, compute = 2) => ({
  containers: {
    drive: { numContainers: { active: drive } },
    compute: { numContainers: { active: compute } },
  },
});

const gatesOf = (view: Partial<GateView>) =>
  operatorGates(
    {
      cluster: begun,
      containers: drives,
      modes: ['drive'],
      events: [],
      prePulls: [],
      ...view,
    },
    NOW_MS,
  ).map(({ why, needsPerson }) => [why.code, needsPerson]);

describe('gates of the operator that its objects tell, without any event', () => {
  it.each<[string, Partial<GateView>, Array<[string, boolean]>]>([
    ['nothing', {}, []],
    [
      'a rebuild',
      { cluster: withStats({ clusterStatus: 'DEGRADED' }) },
      [['weka-status-not-healthy', false]],
    ],
    [
      'data that moves',
      { cluster: withStats({ clusterStatus: 'REDISTRIBUTING' }) },
      [],
    ],
    [
      'a status in small letters',
      { cluster: withStats({ clusterStatus: 'ok' }) },
      [],
    ],
    [
      'too few drives',
      { cluster: withStats(active(1)) },
      [['weka-too-few-active', true]],
    ],
    [
      'too few computes',
      { cluster: withStats(active(2, 1)) },
      [['weka-too-few-active', true]],
    ],
    ['enough of both', { cluster: withStats(active(2)) }, []],
    [
      'statistics that are old',
      {
        cluster: withStats({
          clusterStatus: 'DEGRADED',
          lastUpdate: '2026-03-01T11:49:00Z',
        }),
      },
      [],
    ],
    [
      'statistics of just now',
      {
        cluster: withStats({
          clusterStatus: 'DEGRADED',
          lastUpdate: '2026-03-01T11:59:00Z',
        }),
      },
      [['weka-status-not-healthy', false]],
    ],
    [
      'a rebuild while a container is being replaced: it may be the reason',
      {
        cluster: withStats({ clusterStatus: 'DEGRADED' }),
        containers: [wekaContainer('drive-0', { image: NEW, applied: OLD })],
      },
      [],
    ],
    [
      'the hold before compute, for compute',
      {
        cluster: wekaCluster({
          image: NEW,
          overrides: { upgradePausePreCompute: true },
        }),
        modes: ['compute'],
      },
      [['weka-paused-before-compute', true]],
    ],
    [
      'the hold before compute, for drives',
      {
        cluster: wekaCluster({
          image: NEW,
          overrides: { upgradePausePreCompute: true },
        }),
      },
      [],
    ],
    [
      'more than a tenth going away',
      {
        containers: [
          wekaContainer('drive-0', { state: 'destroying' }),
          ...drives.slice(1),
        ],
      },
      [['weka-too-many-deactivating', false]],
    ],
    [
      'a tenth going away',
      {
        containers: [
          wekaContainer('drive-0', { state: 'destroying' }),
          ...Array.from({ length: 9 }, (_, index) =>
            wekaContainer(`drive-${index + 1}`),
          ),
        ],
      },
      [],
    ],
  ])('%s', (_, view, expected) => {
    expect(gatesOf(view)).toEqual(expected);
  });
});

import { GateView, OperatorGate } from './OperatorGate';
import { isGoingAway } from './resources';

/** Statuses of Weka with which the operator takes the next container. */
export const HEALTHY_STATUSES = ['OK', 'REDISTRIBUTING'];
/** Shares in percent, as the operator's chart sets them; its values may say otherwise. */
export const NEEDED_ACTIVE_PERCENT = 90;
const MAX_DEACTIVATING_PERCENT = 10;
/** Statistics older than this say nothing about now: the operator asks Weka about once a minute. */
const STATS_VALID_MS = 600_000;

/**
 * Pure: what status and spec of the WekaCluster say about why the operator takes no further container. Events
 * may be dropped on their way; these fields are not.
 */
export function statusGates(view: GateView, nowMs: number): OperatorGate[] {
  return [
    ...preComputeGate(view),
    ...clusterStatusGate(view, nowMs),
    ...activeGates(view, nowMs),
    ...deactivatingGate(view),
  ];
}

function preComputeGate({ cluster, modes }: GateView): OperatorGate[] {
  return cluster.spec.overrides?.upgradePausePreCompute &&
    !modes.includes('drive')
    ? [
        {
          needsPerson: true,
          why: {
            code: 'weka-paused-before-compute',
            text: 'spec.overrides.upgradePausePreCompute is set on the WekaCluster: the operator goes no further than the drives',
          },
        },
      ]
    : [];
}

function clusterStatusGate(view: GateView, nowMs: number): OperatorGate[] {
  const status = freshStats(view, nowMs)?.clusterStatus;
  return status === undefined || HEALTHY_STATUSES.includes(status.toUpperCase())
    ? []
    : [
        {
          needsPerson: false,
          why: {
            code: 'weka-status-not-healthy',
            params: { status },
            text: `Weka reports ${status}; the operator waits until it is ${HEALTHY_STATUSES.join(' or ')}`,
          },
        },
      ];
}

function activeGates(view: GateView, nowMs: number): OperatorGate[] {
  const { dynamicTemplate } = view.cluster.spec;
  const counts = freshStats(view, nowMs)?.containers;
  return (['drive', 'compute'] as const).flatMap(mode => {
    const active = counts?.[mode]?.numContainers?.active;
    const wanted = dynamicTemplate?.[`${mode}Containers`];
    return active === undefined ||
      wanted === undefined ||
      active * 100 >= wanted * NEEDED_ACTIVE_PERCENT
      ? []
      : [
          {
            needsPerson: true,
            why: {
              code: 'weka-too-few-active',
              params: { mode, active, wanted },
              text: `${active} of ${wanted} ${mode} containers are active; the operator waits for ${NEEDED_ACTIVE_PERCENT} %`,
            },
          },
        ];
  });
}

function deactivatingGate({ containers, modes }: GateView): OperatorGate[] {
  const leaving = containers.filter(isGoingAway).length;
  const allowed = Math.floor(
    (containers.length * MAX_DEACTIVATING_PERCENT) / 100,
  );
  return leaving <= allowed
    ? []
    : [
        {
          needsPerson: false,
          why: {
            code: 'weka-too-many-deactivating',
            params: { leaving, total: containers.length },
            text: `${leaving} of ${containers.length} ${modes.join(' and ')} containers are being taken away; the operator goes on when at most ${MAX_DEACTIVATING_PERCENT} % are`,
          },
        },
      ];
}

function freshStats({ cluster }: GateView, nowMs: number) {
  const { stats } = cluster.status ?? {};
  const readAtMs = Date.parse(stats?.lastUpdate ?? '');
  // Without a time there is nothing to doubt.
  return Number.isNaN(readAtMs) || nowMs - readAtMs < STATS_VALID_MS
    ? stats
    : undefined;
}
